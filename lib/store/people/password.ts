import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The hash of a person's password, or null when they sign in through the identity provider only. */
export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const [row] = await db.query<{ password: string | null }>(
    sql`SELECT password FROM account WHERE user_id = ${userId} AND provider_id = 'credential'`,
  )
  return row?.password ?? null
}

export async function setPasswordHash(db: Db, userId: string, hash: string): Promise<void> {
  await db.query(sql`
    UPDATE account SET password = ${hash}, updated_at = now() WHERE user_id = ${userId} AND provider_id = 'credential'`)
}
