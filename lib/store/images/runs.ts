import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface StoredRun {
  workloadId: number
  namespace: string
  kind: string
  name: string
  cluster: string
  versionId: number | null
  digest: string | null
  imageRef: string
  startedAt: Date | null
}

/** Workloads that run an image now, and since when they run this version; only those that the reader may see. */
export function runsOfImage(
  db: Db,
  imageId: number,
  readableTeamIds: readonly number[] | null,
  limit: number,
): Promise<StoredRun[]> {
  return db.query<StoredRun>(sql`
    SELECT DISTINCT ON (c.name, w.namespace, w.name, w.id, k.image_ref) w.id AS "workloadId", w.namespace, w.kind, w.name,
      c.name AS cluster, v.id AS "versionId", v.digest, k.image_ref AS "imageRef",
      (SELECT min(d.started_at) FROM deployment_span d WHERE d.workload_id = w.id AND d.image_id = k.image_id
       AND d.image_version_id IS NOT DISTINCT FROM k.image_version_id AND d.ended_at IS NULL) AS "startedAt"
    FROM workload_container k
    JOIN workload w ON w.id = k.workload_id AND w.gone_at IS NULL
    JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN image_version v ON v.id = k.image_version_id
    WHERE k.image_id = ${imageId}
      AND (${readableTeamIds}::integer[] IS NULL OR w.team_id IS NULL OR w.team_id = ANY (${readableTeamIds}::integer[]))
    ORDER BY c.name, w.namespace, w.name, w.id, k.image_ref LIMIT ${limit}`)
}
