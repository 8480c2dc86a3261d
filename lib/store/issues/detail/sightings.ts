import sql from 'sql-template-tag'
import type { SightingEnd } from '../../../domain/lifecycle.ts'
import type { Stage } from '../../../domain/observation.ts'
import type { Db } from '../../database.ts'

export const MAX_SIGHTINGS = 200

export interface StoredSighting {
  id: number
  source: string
  stage: Stage
  scan: string
  severity: number
  detail: Record<string, unknown>
  morePlaces: Record<string, unknown>[]
  digest: string | null
  workload: string | null
  repository: string | null
  cluster: string | null
  firstSeenAt: Date
  lastSeenAt: Date
  endedAt: Date | null
  endReason: SightingEnd | null
  reportId: string | null
  /** Of all sightings of the issue; counting stops at 10,000. */
  total: number
}

/** The sightings of an issue: active ones first, then the newest. */
export function sightingsOf(db: Db, issueId: number): Promise<StoredSighting[]> {
  return db.query<StoredSighting>(sql`
    SELECT s.id, c.source, c.stage, c.scan, s.severity, s.detail,
      s.more_places AS "morePlaces", v.digest,
      CASE WHEN w.id IS NOT NULL THEN w.namespace || '/' || w.name END AS workload, r.name AS repository,
      k.name AS cluster, s.first_seen_at AS "firstSeenAt", COALESCE(s.ended_at, c.last_seen_at) AS "lastSeenAt",
      s.ended_at AS "endedAt", s.end_reason AS "endReason", c.report_id AS "reportId",
      (SELECT count(*) FROM (SELECT FROM sighting WHERE issue_id = ${issueId} LIMIT 10000) counted) AS total
    FROM (
      SELECT * FROM sighting WHERE issue_id = ${issueId}
      ORDER BY ended_at IS NOT NULL, first_seen_at DESC, id DESC LIMIT ${MAX_SIGHTINGS}
    ) s
    JOIN scope c ON c.id = s.scope_id
    LEFT JOIN image_version v ON v.id = c.image_version_id
    LEFT JOIN workload w ON w.id = c.workload_id
    LEFT JOIN repository r ON r.id = c.repository_id
    LEFT JOIN cluster k ON k.id = c.cluster_id
    ORDER BY s.ended_at IS NOT NULL, s.first_seen_at DESC, s.id DESC`)
}
