import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** First key of the advisory locks on reports; the second one is the report's. */
const REPORT_LOCKS = 7401
/** As many of the oldest are looked at: more workers than this never run. */
const CANDIDATES = 100

/**
 * Locks the oldest report that waits and that no other worker has, until the caller's transaction ends, by itself when the
 * worker dies: then the server notices within half a minute even if the machine is gone. Null when nothing waits.
 */
export async function lockNextReport(tx: Db): Promise<string | null> {
  await tx.query(sql`
    SELECT set_config('idle_in_transaction_session_timeout', '0', true), set_config('tcp_keepalives_idle', '10', true),
      set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true)`)
  const [row] = await tx.query<{ id: string }>(sql`
    WITH waiting AS MATERIALIZED (
      SELECT id FROM report WHERE status = 'received' ORDER BY received_at LIMIT ${CANDIDATES}
    )
    SELECT id FROM waiting WHERE pg_try_advisory_xact_lock(${REPORT_LOCKS}, hashtext(id::text)) LIMIT 1`)
  return row?.id ?? null
}

/** Counts one more attempt, before it is made, so that one which kills the worker counts. Null when the report waits no more. */
export async function beginAttempt(db: Db, id: string): Promise<number | null> {
  const [row] = await db.query<{ attempts: number }>(sql`
    UPDATE report SET attempts = attempts + 1 WHERE id = ${id} AND status = 'received' RETURNING attempts`)
  return row?.attempts ?? null
}

/** Takes an attempt back that says nothing about the report. */
export async function takeAttemptBack(db: Db, id: string): Promise<void> {
  await db.query(sql`
    UPDATE report SET attempts = attempts - 1 WHERE id = ${id} AND status = 'received' AND attempts > 0`)
}
