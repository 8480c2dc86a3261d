import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Forgets an upload: one that failed, or whose content is stored already. */
export async function deleteChunks(db: Db, uploadId: string): Promise<void> {
  await db.query(sql`DELETE FROM report_chunk WHERE upload_id = ${uploadId}`)
}
