import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Deletes batches that were set aside and whose events are too old to be kept; returns how many. */
export async function deleteEventBatches(tx: Db, before: Date, limit: number): Promise<number> {
  const rows = await tx.query(sql`
    DELETE FROM event_batch WHERE id IN (
      SELECT id FROM event_batch WHERE first_at < ${before} AND last_at < ${before} AND status = 'quarantined'
      ORDER BY first_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`)
  return rows.length
}
