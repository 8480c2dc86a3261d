import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** False when there is no such token or it is revoked already. */
export async function revokeToken(db: Db, id: string): Promise<boolean> {
  const rows = await db.query(
    sql`UPDATE ingest_token SET revoked_at = now() WHERE id = ${id} AND revoked_at IS NULL RETURNING id`,
  )
  return rows.length === 1
}
