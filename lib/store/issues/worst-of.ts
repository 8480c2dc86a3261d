import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Of these issues the ids of the most severe, at most `limit`. */
export async function worstOf(db: Db, ids: readonly number[], limit: number): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db.query<{ id: number }>(sql`
    SELECT id FROM issue WHERE id = ANY(${ids}::bigint[]) ORDER BY severity DESC, id LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}
