import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

export interface ComparedPlace {
  id: number
  workloadId: number | null
  /** Of image versions, as `3,17`. */
  versions: string
  workloadIds: number[]
}

/** These places with the workloads that run there. */
export function comparedPlaces(db: Db, ids: readonly number[]): Promise<ComparedPlace[]> {
  return db.query(sql`
    SELECT p.id, p.workload_id AS "workloadId", p.versions,
      COALESCE((SELECT json_agg(pw.workload_id) FROM place_workload pw WHERE pw.place_id = p.id), '[]') AS "workloadIds"
    FROM place p WHERE p.id = ANY(${ids}::bigint[])`)
}
