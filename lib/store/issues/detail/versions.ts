import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

export const MAX_VERSIONS = 50

export interface StoredVersion {
  id: number
  digest: string
  tags: string[]
  platform: string | null
  firstSeenAt: Date
  running: boolean
  /** Null: never scanned completely for this kind of problem. */
  affected: boolean | null
  scannedAt: Date | null
  total: number
}

/** The versions of an issue's image: running ones first, then affected ones, then the newest. */
export function versionsOf(db: Db, issueId: number, imageId: number, scan: string): Promise<StoredVersion[]> {
  return db.query<StoredVersion>(sql`
    SELECT v.id, v.digest, v.platform, v.first_seen_at AS "firstSeenAt", u.running,
      CASE WHEN a.affected THEN true WHEN c.scanned_at IS NOT NULL THEN false END AS affected,
      c.scanned_at AS "scannedAt", count(*) OVER () AS total,
      ARRAY(SELECT tag FROM image_tag t WHERE t.image_version_id = v.id ORDER BY moved_at DESC LIMIT 10) AS tags
    FROM image_version v
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM workload_container k JOIN workload w ON w.id = k.workload_id AND w.gone_at IS NULL
        WHERE k.image_version_id = v.id
      ) AS running
    ) u
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM sighting s JOIN scope p ON p.id = s.scope_id
        WHERE s.issue_id = ${issueId} AND s.ended_at IS NULL AND p.image_version_id = v.id
      ) AS affected
    ) a
    CROSS JOIN LATERAL (
      SELECT max(complete_at) AS scanned_at FROM scope WHERE image_version_id = v.id AND scan = ${scan}
    ) c
    WHERE v.image_id = ${imageId}
    ORDER BY u.running DESC, a.affected DESC, v.first_seen_at DESC, v.id DESC LIMIT ${MAX_VERSIONS}`)
}

export interface StoredCoverage {
  runningVersions: number
  scannedVersions: number
  oldestScanAt: Date | null
  unresolved: number
}

/** How many of the versions of an image that run now were scanned for a kind of problem, and how long ago. */
export async function coverageOf(db: Db, imageId: number, scan: string): Promise<StoredCoverage> {
  const [row] = await db.query<StoredCoverage>(sql`
    SELECT count(*) FILTER (WHERE r.id IS NOT NULL)::int AS "runningVersions", count(c.scanned_at)::int AS "scannedVersions",
      min(c.scanned_at) AS "oldestScanAt", COALESCE(sum(r.containers) FILTER (WHERE r.id IS NULL), 0)::int AS unresolved
    FROM (
      SELECT k.image_version_id AS id, count(*) AS containers
      FROM workload_container k JOIN workload w ON w.id = k.workload_id AND w.gone_at IS NULL
      WHERE k.image_id = ${imageId} GROUP BY k.image_version_id
    ) r
    LEFT JOIN LATERAL (
      SELECT max(complete_at) AS scanned_at FROM scope WHERE image_version_id = r.id AND scan = ${scan}
    ) c ON true`)
  return row ?? { runningVersions: 0, scannedVersions: 0, oldestScanAt: null, unresolved: 0 }
}
