import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import sql from 'sql-template-tag'
import type { ReportSource } from '../../formats/read-report.ts'
import type { Db } from '../../store/database.ts'

/** A report's bytes, read chunk by chunk from the inbox; opened once for each pass. */
export function reportSource(db: Db, uploadId: string): ReportSource {
  return { open: () => Readable.from(chunks(db, uploadId)).compose(createGunzip()) }
}

async function* chunks(db: Db, uploadId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const [row] = await db.query<{ bytes: Buffer }>(
      sql`SELECT bytes FROM report_chunk WHERE upload_id = ${uploadId} AND position = ${position}`,
    )
    if (!row) return
    yield row.bytes
  }
}
