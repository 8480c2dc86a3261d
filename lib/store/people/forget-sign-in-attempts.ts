import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Forgets the attempts of a person who has signed in, and the day-old ones of everybody. */
export async function forgetAttempts(db: Db, userId: string, now: Date): Promise<void> {
  await db.query(sql`
    DELETE FROM sign_in_failure
    WHERE email = (SELECT email FROM "user" WHERE id = ${userId})
      OR last_failed_at < ${now}::timestamptz - interval '1 day'`)
}
