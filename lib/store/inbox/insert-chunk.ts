import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** One stretch of an upload, gzip. Committed on its own, so that a slow sender holds no transaction open. */
export async function insertChunk(db: Db, uploadId: string, position: number, bytes: Buffer): Promise<void> {
  await db.query(sql`
    INSERT INTO report_chunk (upload_id, position, bytes) VALUES (${uploadId}, ${position}, ${bytes})`)
}
