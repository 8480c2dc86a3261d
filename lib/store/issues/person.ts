import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The person with this id who can still sign in, or null. */
export async function activePerson(db: Db, userId: string): Promise<{ id: string; name: string } | null> {
  const [row] = await db.query<{ id: string; name: string }>(
    sql`SELECT id, name FROM "user" WHERE id = ${userId} AND disabled_at IS NULL`,
  )
  return row ?? null
}
