import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Those of these ids that are teams. */
export async function existingTeamIds(db: Db, ids: number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`SELECT id FROM team WHERE id = ANY (${ids}::integer[])`)
  return rows.map((row) => row.id)
}
