import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { getIngestedEvent, ingestReport } from '../../contract/ingest.ts'
import { confirmReport, retryReport } from '../../contract/reports.ts'
import type { Db } from '../../store/database.ts'
import { EXAMPLE_UUID } from './world.ts'

/** Reports like the example's, of another team and of no team. */
export const OTHER_REPORTS = {
  other: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f31',
  none: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f32',
} as const

/** The reports and the event that the contract's examples name. */
export async function seedInboxExamples(db: Db): Promise<void> {
  // A case that shows what happens without a working database leaves this behind.
  await db.query(sql`ALTER TABLE event_batch DROP CONSTRAINT IF EXISTS nothing_fits`)
  const [held, quarantined] = [confirmReport.example?.params?.id ?? '', retryReport.example?.params?.id ?? '']
  await insertReport(db, held, 'held', 3)
  await insertReport(db, quarantined, 'quarantined', 3)
  await insertReport(db, OTHER_REPORTS.other, 'processed', 4)
  await insertReport(db, OTHER_REPORTS.none, 'processed', null)
  await db.query(sql`SELECT ensure_day_partitions('raw_event', '2026-11-20', '2026-11-20')`)
  await db.query(sql`
    INSERT INTO raw_event (at, id, batch_id, source, body)
    VALUES ('2026-11-20T16:07:12.123456Z', ${getIngestedEvent.example?.params?.id}, 1, 'falco', '{}')`)
}

async function insertReport(db: Db, id: string, status: string, teamId: number | null): Promise<void> {
  const bytes = gzipSync(ingestReport.rawBody?.example ?? '')
  const troubled = status === 'processed' ? null : status
  const processed = status === 'processed'
  await db.query(sql`
    INSERT INTO report (id, content_hash, options_hash, upload_id, format, source, status, size_bytes, token_id, team_id,
      received_at, problem_code, problem_message, processed_at, summary)
    VALUES (${id}, sha256(${Buffer.from(id)}), sha256(''), ${id}, 'trivy', 'trivy', ${status}, 100, ${EXAMPLE_UUID}, ${teamId},
      now(), ${troubled}, ${troubled}, ${processed ? new Date() : null}, ${processed ? '{}' : null}::jsonb)`)
  await db.query(sql`INSERT INTO report_chunk (upload_id, position, bytes) VALUES (${id}, 0, ${bytes})`)
}
