import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface SessionRow {
  id: string
  address: string | null
  browser: string | null
  startedAt: Date
  expiresAt: Date
}

/** A person's sessions that have not ended, newest first. */
export async function sessionsOf(db: Db, userId: string): Promise<SessionRow[]> {
  return db.query<SessionRow>(sql`
    SELECT id, ip_address AS address, user_agent AS browser, created_at AS "startedAt", expires_at AS "expiresAt"
    FROM session WHERE user_id = ${userId} AND expires_at > now() ORDER BY created_at DESC, id`)
}
