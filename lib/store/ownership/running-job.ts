import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The newest reassessment that has not ended; null when there is none. */
export async function runningReassessment(db: Db): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(sql`
    SELECT id FROM background_job WHERE kind = 'reassess' AND finished_at IS NULL ORDER BY id DESC LIMIT 1`)
  return row?.id ?? null
}

/** A reassessment that no worker has begun, held so that none begins it before this transaction ends; null when there is none. */
export async function holdWaitingReassessment(tx: Db): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    SELECT id FROM background_job WHERE kind = 'reassess' AND status = 'waiting' AND cursor IS NULL
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`)
  return row?.id ?? null
}
