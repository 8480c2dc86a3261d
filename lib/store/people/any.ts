import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Whether anybody has an account. */
export async function anyPerson(db: Db): Promise<boolean> {
  const rows = await db.query(sql`SELECT 1 FROM "user" LIMIT 1`)
  return rows.length > 0
}

/** Whether this lower-case address has an account. */
export async function hasAccount(db: Db, email: string): Promise<boolean> {
  const rows = await db.query(sql`SELECT 1 FROM "user" WHERE email = ${email}`)
  return rows.length > 0
}
