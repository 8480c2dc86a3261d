import sql from 'sql-template-tag'
import type { Day } from '../../domain/metrics/day.ts'
import type { Db } from '../database.ts'

/** When the oldest entry was written that is not counted yet; null when all are. */
export async function countedUpTo(db: Db, consumer: string): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>(sql`
    SELECT (SELECT recorded_at FROM state_log
      WHERE id > COALESCE((SELECT last_id FROM state_log_reader WHERE consumer = ${consumer}), 0) ORDER BY id LIMIT 1) AS at`)
  return row?.at ?? null
}

/** The first day of which anything was counted. */
export async function countedSince(db: Db): Promise<Day | null> {
  const [row] = await db.query<{ day: Day | null }>(
    sql`SELECT min(day) AS day FROM metric_cell WHERE basis = 'then' AND split = 0`,
  )
  return row?.day ?? null
}
