import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import sql from 'sql-template-tag'
import type { ReportSource } from '../../formats/read-report.ts'
import { database } from '../../store/database.ts'

/**
 * A report's bytes, read chunk by chunk from the inbox; opened once for each pass. They were committed when the report was
 * acknowledged, so they are read beside the transaction that is writing what they say.
 */
export function reportSource(uploadId: string): ReportSource {
  return {
    open() {
      const bytes = createGunzip()
      // What fails on the way, or bytes that are no gzip, reach whoever reads.
      pipeline(Readable.from(chunks(uploadId)), bytes, () => {})
      return bytes
    },
  }
}

async function* chunks(uploadId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const [row] = await database().query<{ bytes: Buffer }>(
      sql`SELECT bytes FROM report_chunk WHERE upload_id = ${uploadId} AND position = ${position}`,
    )
    if (!row) return
    yield row.bytes
  }
}
