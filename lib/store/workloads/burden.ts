import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The open issues of one workload by severity, as many as there are of each risk. */
export interface StoredBurden {
  workloadId: number
  risks: { severity: number; risk: number; issues: number }[]
}

/** The open issues of these workloads: their own, and those of the very image versions that they run; each issue once. */
export function burdenOf(db: Db, workloadIds: readonly number[]): Promise<StoredBurden[]> {
  return db.query<StoredBurden>(sql`
    SELECT workload_id AS "workloadId",
      json_agg(json_build_object('severity', severity, 'risk', risk, 'issues', issues)) AS risks
    FROM (
      SELECT r.workload_id, i.severity, i.risk, count(*) AS issues
      FROM (
        SELECT workload_id, id FROM issue WHERE workload_id = ANY (${workloadIds}::bigint[])
        UNION
        SELECT k.workload_id, s.issue_id
        FROM workload_container k
        JOIN scope p ON p.image_version_id = k.image_version_id
        JOIN sighting s ON s.scope_id = p.id AND s.ended_at IS NULL
        WHERE k.workload_id = ANY (${workloadIds}::bigint[])
      ) r
      JOIN issue i ON i.id = r.id AND i.status = 'open'
      GROUP BY r.workload_id, i.severity, i.risk
    ) counted
    GROUP BY workload_id`)
}
