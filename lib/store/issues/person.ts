import sql from 'sql-template-tag'
import type { UserActor } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

/** The person with this id who can still sign in, with what they may do, or null. */
export async function activePerson(db: Db, userId: string): Promise<UserActor | null> {
  const [row] = await db.query<Omit<UserActor, 'type'>>(sql`
    SELECT u.id, u.name, u.email, u.role, ARRAY(SELECT m.team_id FROM team_member m WHERE m.user_id = u.id) AS "teamIds"
    FROM "user" u WHERE u.id = ${userId} AND u.disabled_at IS NULL`)
  return row ? { type: 'user', ...row } : null
}
