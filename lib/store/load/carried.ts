import sql from 'sql-template-tag'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

/** What a workload carries, and what its line is looked up by. */
export interface StoredCarried {
  id: number
  environment: Environment | null
  teamId: number | null
  weight: number
  /** Whether a complete scan covered something that it runs, or something was found in it. */
  seen: boolean
}

/** What these workloads carry; those that a reader of these teams may not see are left out, null is no limit. */
export function carriedBy(db: Db, ids: readonly number[], teamIds: readonly number[] | null): Promise<StoredCarried[]> {
  return db.query(sql`
    SELECT w.id, c.environment, w.team_id AS "teamId", COALESCE(l.weight, 0)::bigint AS weight,
      COALESCE(l.issues, 0) > 0 OR EXISTS (SELECT FROM workload_container k JOIN scope s ON s.image_version_id = k.image_version_id
        WHERE k.workload_id = w.id AND s.scan = 'vulnerability' AND s.complete_at IS NOT NULL) AS seen
    FROM workload w JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN (
      SELECT pw.workload_id, sum(l.weight) AS weight, sum(l.issues) AS issues
      FROM place_workload pw JOIN load_count l ON l.place_id = pw.place_id
      WHERE pw.workload_id = ANY (${ids}::bigint[]) GROUP BY pw.workload_id
    ) l ON l.workload_id = w.id
    WHERE w.id = ANY (${ids}::bigint[])
      AND (${teamIds}::integer[] IS NULL OR w.team_id IS NULL OR w.team_id = ANY (${teamIds}::integer[]))`)
}
