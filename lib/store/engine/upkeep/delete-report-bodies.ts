import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Deletes the bytes of reports that were processed before a time; their rows stay. Returns of how many reports. */
export async function deleteReportBodies(tx: Db, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ uploadId: string }>(sql`
    WITH old AS (
      SELECT c.upload_id FROM report_chunk c JOIN report r ON r.upload_id = c.upload_id
      WHERE c.position = 0 AND c.received_at < ${before} AND r.status = 'processed' AND r.processed_at < ${before}
      ORDER BY c.received_at LIMIT ${limit}
    ), gone AS (
      DELETE FROM report_chunk WHERE upload_id IN (SELECT upload_id FROM old) RETURNING 1
    )
    SELECT upload_id AS "uploadId" FROM old`)
  return rows.length
}
