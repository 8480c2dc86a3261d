import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface TeamRow {
  id: number
  slug: string
  name: string
  members: number
  workloads: number
  createdAt: Date
}

function select(where: Sql): Sql {
  return sql`
    SELECT t.id, t.slug, t.name, t.created_at AS "createdAt",
      (SELECT count(*) FROM team_member m JOIN "user" u ON u.id = m.user_id
        WHERE m.team_id = t.id AND u.disabled_at IS NULL) AS members,
      (SELECT count(*) FROM workload w WHERE w.team_id = t.id AND w.gone_at IS NULL) AS workloads
    FROM team t ${where} ORDER BY lower(t.name), t.id`
}

export async function listTeams(db: Db): Promise<TeamRow[]> {
  return db.query<TeamRow>(select(empty))
}

export async function teamById(db: Db, id: number): Promise<TeamRow | null> {
  const [row] = await db.query<TeamRow>(select(sql`WHERE t.id = ${id}`))
  return row ?? null
}
