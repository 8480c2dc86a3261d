import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Makes the day partitions that events of these days need (UTC dates). */
export async function ensureEventDays(db: Db, first: string, last: string): Promise<void> {
  await db.query(sql`SELECT ensure_day_partitions('raw_event', ${first}::date, ${last}::date)`)
}
