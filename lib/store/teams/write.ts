import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The new team's id, or null when the slug is taken. */
export async function insertTeam(db: Db, team: { slug: string; name: string }): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(
    sql`INSERT INTO team (slug, name) VALUES (${team.slug}, ${team.name}) ON CONFLICT (slug) DO NOTHING RETURNING id`,
  )
  return row?.id ?? null
}

export async function renameTeam(db: Db, id: number, name: string): Promise<void> {
  await db.query(sql`UPDATE team SET name = ${name} WHERE id = ${id}`)
}

export async function deleteTeam(db: Db, id: number): Promise<void> {
  await db.query(sql`DELETE FROM team WHERE id = ${id}`)
}
