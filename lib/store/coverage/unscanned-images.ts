import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'
import { holds } from '../holds.ts'
import { readableWorkload } from '../workloads/readable.ts'

export interface StoredUnscanned {
  imageId: number | null
  repository: string | null
  imageRef: string
  /** 0: which version runs is not known. */
  versionId: number
  digest: string | null
  workloads: number
  workload: { id: number; namespace: string; name: string }
  teams: TeamRef[]
}

export interface UnscannedFilter {
  /** Each must be held by the reference. */
  words: readonly string[]
  /** Teams that the filter asks for, 0 for nobody; null is no filter. */
  teamIds: readonly number[] | null
  readableTeamIds: readonly number[] | null
}

interface UnscannedKey {
  workloads: number
  imageRef: string
  versionId: number
}

/** Image versions that run and that no scan covered completely, those of the most workloads first. */
export function unscannedImages(
  db: Db,
  filter: UnscannedFilter,
  after: UnscannedKey | null,
  limit: number,
): Promise<StoredUnscanned[]> {
  const conditions: Sql[] = filter.words.map((word) => holds(sql`k.image_ref`, word))
  if (filter.teamIds) conditions.push(sql`COALESCE(w.team_id, 0) = ANY (${filter.teamIds}::integer[])`)
  return db.query(sql`
    WITH unscanned AS (
      SELECT COALESCE(k.image_version_id, 0) AS version_id, min(k.image_ref) AS image_ref, min(k.image_id) AS image_id,
        count(DISTINCT w.id)::integer AS workloads, min(w.id) AS workload_id, array_agg(DISTINCT w.team_id) AS team_ids
      FROM workload_container k JOIN workload w ON w.id = k.workload_id AND w.gone_at IS NULL
      WHERE ${readableWorkload(filter.readableTeamIds)} ${conditions.length > 0 ? sql`AND ${join(conditions, ' AND ')}` : empty}
        AND NOT EXISTS (SELECT FROM scope s WHERE s.image_version_id = k.image_version_id AND s.scan = 'vulnerability'
          AND s.complete_at IS NOT NULL)
      GROUP BY k.image_version_id, CASE WHEN k.image_version_id IS NULL THEN k.image_ref END
    ), page AS (
      SELECT * FROM unscanned
      ${after ? sql`WHERE (-workloads, image_ref, version_id) > (${-after.workloads}, ${after.imageRef}, ${after.versionId}::bigint)` : empty}
      ORDER BY -workloads, image_ref, version_id LIMIT ${limit}
    )
    SELECT p.image_id AS "imageId", i.repository, p.image_ref AS "imageRef", p.version_id AS "versionId", v.digest, p.workloads,
      json_build_object('id', w.id, 'namespace', w.namespace, 'name', w.name) AS workload,
      (SELECT COALESCE(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name, t.id), '[]')
        FROM team t WHERE t.id = ANY (p.team_ids)) AS teams
    FROM page p
    JOIN workload w ON w.id = p.workload_id
    LEFT JOIN image i ON i.id = p.image_id
    LEFT JOIN image_version v ON v.id = p.version_id
    ORDER BY -p.workloads, p.image_ref, p.version_id`)
}
