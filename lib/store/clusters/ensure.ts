import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The id of the cluster with this name, made when it is new. */
export async function ensureCluster(db: Db, name: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql`
    WITH made AS (INSERT INTO cluster (name) VALUES (${name}) ON CONFLICT (name) DO NOTHING RETURNING id)
    SELECT id FROM made UNION ALL SELECT id FROM cluster WHERE name = ${name} LIMIT 1`)
  // Nothing comes back only when another transaction made it in between; it is visible to the next statement.
  return row?.id ?? ensureCluster(db, name)
}
