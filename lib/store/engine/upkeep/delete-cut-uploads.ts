import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/**
 * Deletes uploads that began before a time and never became a report; returns how many. Looks one report up for each upload whose
 * bytes are kept: a join would read all reports that ever came.
 */
export async function deleteCutUploads(tx: Db, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ uploadId: string }>(sql`
    WITH cut AS (
      SELECT c.upload_id FROM report_chunk c
      WHERE c.position = 0 AND c.received_at < ${before}
        AND (SELECT r.id FROM report r WHERE r.upload_id = c.upload_id) IS NULL
      ORDER BY c.received_at LIMIT ${limit}
    ), gone AS (
      DELETE FROM report_chunk WHERE upload_id IN (SELECT upload_id FROM cut) RETURNING 1
    )
    SELECT upload_id AS "uploadId" FROM cut`)
  return rows.length
}
