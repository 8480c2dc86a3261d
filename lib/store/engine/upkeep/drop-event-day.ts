import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Readers and writers of events queue behind the drop while it waits for its lock, so it soon gives up and tries later. */
const LOCK_TIMEOUT = '500ms'
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Drops the oldest day of events that lies before `before`, unless some of its events still wait for the worker. Returns the
 * day, or null when there is none or when the events are in use just now.
 */
export async function dropEventDay(tx: Db, before: Date): Promise<string | null> {
  await tx.query(sql`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`)
  const [row] = await tx.query<{ day: string | null }>(sql`
    SELECT drop_oldest_day_partition('raw_event', LEAST((${before}::timestamptz AT TIME ZONE 'UTC')::date,
      (SELECT (min(first_at) AT TIME ZONE 'UTC')::date FROM event_batch WHERE status = 'received'))) AS day`)
  return row?.day ?? null
}

/** Whether `dropEventDay` failed because the events are in use. */
export function isInUse(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === LOCK_NOT_AVAILABLE
}
