import sql from 'sql-template-tag'
import type { Role, UserActor } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface TeamRef {
  id: number
  slug: string
  name: string
}

/** A person who may act, with the teams they belong to. */
export interface SignedIn {
  actor: UserActor
  teams: TeamRef[]
}

/** The person with this id, or null when they are gone or disabled. */
export async function signedInUser(db: Db, userId: string): Promise<SignedIn | null> {
  const [row] = await db.query<{ id: string; name: string; email: string; role: Role; teams: TeamRef[] }>(sql`
    SELECT u.id, u.name, u.email, u.role,
      COALESCE((
        SELECT json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name)
        FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.user_id = u.id
      ), '[]') AS teams
    FROM "user" u WHERE u.id = ${userId} AND u.disabled_at IS NULL`)
  if (!row) return null
  const { teams, ...person } = row
  return { actor: { type: 'user', ...person, teamIds: teams.map((team) => team.id) }, teams }
}
