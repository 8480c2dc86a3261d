import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Whose an issue is; null where there is no such issue. */
export async function teamOfIssue(db: Db, id: number): Promise<{ teamId: number | null } | null> {
  const [row] = await db.query<{ teamId: number | null }>(sql`SELECT team_id AS "teamId" FROM issue WHERE id = ${id}`)
  return row ?? null
}
