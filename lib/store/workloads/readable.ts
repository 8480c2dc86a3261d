import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Those of the workloads that a reader of these teams may see; null is no limit. */
export async function readableWorkloads(
  db: Db,
  ids: readonly number[],
  teamIds: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    SELECT id FROM workload WHERE id = ANY (${ids}::bigint[])
      AND (${teamIds}::integer[] IS NULL OR team_id IS NULL OR team_id = ANY (${teamIds}::integer[]))
    ORDER BY array_position(${ids}::bigint[], id)`)
  return rows.map(({ id }) => id)
}
