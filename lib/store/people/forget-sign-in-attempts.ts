import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Forgets the attempts of a person who has signed in; upkeep forgets those of others. */
export async function forgetAttempts(db: Db, userId: string): Promise<void> {
  await db.query(sql`DELETE FROM sign_in_failure WHERE email = (SELECT email FROM "user" WHERE id = ${userId})`)
}
