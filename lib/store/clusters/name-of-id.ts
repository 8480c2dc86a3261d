import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export async function clusterName(db: Db, id: number): Promise<string | null> {
  const [row] = await db.query<{ name: string }>(sql`SELECT name FROM cluster WHERE id = ${id}`)
  return row?.name ?? null
}
