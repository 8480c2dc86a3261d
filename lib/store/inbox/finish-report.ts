import sql from 'sql-template-tag'
import type { ReportChanges, ReportSummary } from '../../contract/report-summary.ts'
import type { Db } from '../database.ts'

/**
 * What came of a report, as it is kept with it: of a preview what it would change as it is told, of any other the ids of the
 * issues.
 */
export interface StoredSummary extends ReportSummary {
  changed?: { opened: number[]; reopened: number[]; closed: number[] }
  changes?: ReportChanges
}

/** Marks a report as processed, with what came of it. */
export async function finishReport(tx: Db, id: string, summary: StoredSummary): Promise<void> {
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

/** Keeps of a preview what it would have come to; its bytes are not needed any more. */
export async function finishPreview(tx: Db, id: string, summary: StoredSummary): Promise<void> {
  await tx.query(sql`
    WITH told AS (
      UPDATE report SET status = 'previewed', processed_at = now(), problem_code = NULL, problem_message = NULL,
        problem_offset = NULL, outline = NULL, summary = ${JSON.stringify(summary)}::jsonb
      WHERE id = ${id} AND status = 'received' RETURNING upload_id
    )
    DELETE FROM report_chunk c USING told WHERE c.upload_id = told.upload_id`)
  await tx.query(sql`SELECT pg_notify('plimsoll_sources', '')`)
}
