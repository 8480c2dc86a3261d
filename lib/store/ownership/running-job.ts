import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The newest reassessment that has not ended; null when there is none. */
export async function runningReassessment(db: Db): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(sql`
    SELECT id FROM background_job WHERE kind = 'reassess' AND finished_at IS NULL ORDER BY id DESC LIMIT 1`)
  return row?.id ?? null
}
