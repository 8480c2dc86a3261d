import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The id of the cluster with this name, null when nobody has named it yet. */
export async function clusterByName(db: Db, name: string): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(sql`SELECT id FROM cluster WHERE name = ${name}`)
  return row?.id ?? null
}

export async function clusterName(db: Db, id: number): Promise<string | null> {
  const [row] = await db.query<{ name: string }>(sql`SELECT name FROM cluster WHERE id = ${id}`)
  return row?.name ?? null
}
