import sql from 'sql-template-tag'
import type { ClockPolicy } from '../../domain/sla.ts'
import type { Db } from '../database.ts'

export interface StoredClocks {
  version: number
  policy: ClockPolicy
  reason: string
  savedAt: Date
  savedBy: { id: string; name: string } | null
}

/** The newest versions of the clocks, newest first; the first is in force. */
export function clockVersions(db: Db, limit: number): Promise<StoredClocks[]> {
  return db.query(sql`
    SELECT c.version, c.document AS policy, c.reason, c.saved_at AS "savedAt",
      CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS "savedBy"
    FROM clock_policy c LEFT JOIN "user" u ON u.id = c.saved_by ORDER BY c.version DESC LIMIT ${limit}`)
}

/** The clocks in force, or null where nobody set any. */
export async function clocksInForce(db: Db): Promise<ClockPolicy | null> {
  const [row] = await db.query<{ policy: ClockPolicy }>(
    sql`SELECT document AS policy FROM clock_policy ORDER BY version DESC LIMIT 1`,
  )
  return row?.policy ?? null
}
