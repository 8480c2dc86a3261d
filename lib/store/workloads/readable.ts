import sql, { type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The condition that a reader may see a `workload w`; null is no limit. */
export function readableWorkload(teamIds: readonly number[] | null): Sql {
  return teamIds === null ? sql`true` : sql`(w.team_id IS NULL OR w.team_id = ANY (${teamIds}::integer[]))`
}

/** Those of the workloads that a reader of these teams may see; null is no limit. */
export async function readableWorkloads(
  db: Db,
  ids: readonly number[],
  teamIds: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    SELECT w.id FROM workload w WHERE w.id = ANY (${ids}::bigint[]) AND ${readableWorkload(teamIds)}
    ORDER BY array_position(${ids}::bigint[], w.id)`)
  return rows.map(({ id }) => id)
}
