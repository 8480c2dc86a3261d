import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The open issues of one workload that are of one severity. */
export interface StoredBurden {
  workloadId: number
  severity: number
  issues: number
  maxRisk: number
}

/** The open issues of these workloads by severity: their own, and those of the very image versions that they run. */
export function burdenOf(db: Db, workloadIds: readonly number[]): Promise<StoredBurden[]> {
  return db.query<StoredBurden>(sql`
    SELECT pw.workload_id AS "workloadId", i.severity, count(*)::integer AS issues, max(i.risk) AS "maxRisk"
    FROM place_workload pw JOIN issue i ON i.place_id = pw.place_id AND i.status = 'open'
    WHERE pw.workload_id = ANY (${workloadIds}::bigint[])
    GROUP BY pw.workload_id, i.severity`)
}
