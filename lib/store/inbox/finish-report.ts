import sql from 'sql-template-tag'
import type { UnreadObservation } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface ReportCounts {
  findings: number
  opened: number
  reopened: number
  unchanged: number
  closed: number
  /** The first parts that were not understood. */
  unread: UnreadObservation[]
}

/** Marks a report as processed, with what came of it. */
export async function finishReport(tx: Db, id: string, summary: ReportCounts): Promise<void> {
  await tx.query(sql`
    UPDATE report SET status = 'processed', processed_at = now(), problem_code = NULL, problem_message = NULL,
      problem_offset = NULL, outline = NULL, summary = ${JSON.stringify(summary)}::jsonb WHERE id = ${id}`)
}

/** Sets a waiting report aside until a person confirms what it would do. */
export async function holdReport(db: Db, id: string, why: string): Promise<void> {
  await db.query(sql`
    UPDATE report SET status = 'held', problem_code = 'mass-closing', problem_message = ${why}
    WHERE id = ${id} AND status = 'received'`)
}
