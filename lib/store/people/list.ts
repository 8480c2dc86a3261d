import sql, { empty, type Sql } from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'
import type { TeamRef } from './signed-in.ts'

export interface PersonRow {
  id: string
  name: string
  email: string
  role: Role
  teams: TeamRef[]
  disabledAt: Date | null
  lastSignInAt: Date | null
  createdAt: Date
}

function select(where: Sql, limit: Sql): Sql {
  return sql`
    SELECT u.id, u.name, u.email, u.role, u.disabled_at AS "disabledAt", u.created_at AS "createdAt",
      (SELECT max(s.created_at) FROM session s WHERE s.user_id = u.id) AS "lastSignInAt",
      COALESCE((
        SELECT json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name)
        FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.user_id = u.id
      ), '[]') AS teams
    FROM "user" u ${where} ORDER BY u.email ${limit}`
}

/** People by e-mail address, after the given one. */
export async function listPeople(db: Db, afterEmail: string | null, limit: number): Promise<PersonRow[]> {
  return db.query<PersonRow>(
    select(afterEmail === null ? empty : sql`WHERE u.email > ${afterEmail}`, sql`LIMIT ${limit}`),
  )
}

export async function personById(db: Db, id: string): Promise<PersonRow | null> {
  const [row] = await db.query<PersonRow>(select(sql`WHERE u.id = ${id}`, empty))
  return row ?? null
}
