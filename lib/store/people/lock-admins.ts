import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Ids of the people who can administer, locked until the transaction ends, so that two changes at once cannot remove the last one. */
export async function lockAdmins(db: Db): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    sql`SELECT id FROM "user" WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
  )
  return rows.map((row) => row.id)
}
