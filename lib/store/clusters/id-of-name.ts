import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Id of the cluster with this name, null when nobody has named it yet. */
export async function clusterIdOfName(db: Db, name: string): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(sql`SELECT id FROM cluster WHERE name = ${name}`)
  return row?.id ?? null
}
