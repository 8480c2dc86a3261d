import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface AllowedHostRow {
  id: number
  /** In plain form: lower case, no brackets, no final dot. */
  host: string
  reason: string
  createdBy: string | null
  createdAt: Date
}

export function allowedHosts(db: Db): Promise<AllowedHostRow[]> {
  return db.query(sql`
    SELECT h.id, h.host, h.reason, u.name AS "createdBy", h.created_at AS "createdAt"
    FROM allowed_host h LEFT JOIN "user" u ON u.id = h.created_by ORDER BY h.host`)
}

/** Null when it is allowed already. */
export async function insertAllowedHost(
  db: Db,
  host: string,
  reason: string,
  createdBy: string | null,
): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(sql`
    INSERT INTO allowed_host (host, reason, created_by) VALUES (${host}, ${reason}, ${createdBy})
    ON CONFLICT DO NOTHING RETURNING id`)
  return row?.id ?? null
}

/** The host, or null when there is no such row. */
export async function deleteAllowedHost(db: Db, id: number): Promise<string | null> {
  const [row] = await db.query<{ host: string }>(sql`DELETE FROM allowed_host WHERE id = ${id} RETURNING host`)
  return row?.host ?? null
}
