import sql, { empty } from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

/** More people than one picks from by hand. */
const LIMIT = 1000

/** People who can sign in and have one of these roles, by name: of any team, or of the team where it has one. */
export function assignablePeople(
  db: Db,
  { ofAll, ofTeam, teamId }: { ofAll: readonly Role[]; ofTeam: readonly Role[]; teamId: number | null },
): Promise<{ id: string; name: string }[]> {
  const member =
    teamId === null
      ? empty
      : sql`AND EXISTS (SELECT FROM team_member m WHERE m.user_id = u.id AND m.team_id = ${teamId})`
  return db.query(sql`
    SELECT u.id, u.name FROM "user" u
    WHERE u.disabled_at IS NULL AND (u.role = ANY(${ofAll}::text[]) OR (u.role = ANY(${ofTeam}::text[]) ${member}))
    ORDER BY u.name, u.id LIMIT ${LIMIT}`)
}
