import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Makes the day partitions that the coming days need, and those of the last days, from which late events may come. */
export async function ensurePartitions(tx: Db, lateDays: number): Promise<void> {
  await tx.query(sql`
    SELECT ensure_day_partitions('raw_event', (now() AT TIME ZONE 'UTC')::date - ${lateDays}::int, (now() AT TIME ZONE 'UTC')::date + 3),
      ensure_day_partitions('audit_log', (now() AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date + 3)`)
}
