import sql from 'sql-template-tag'
import type { ReportStatus } from '../../contract/reports.ts'
import type { Db } from '../database.ts'

export interface NewReport {
  id: string
  contentHash: Buffer
  optionsHash: Buffer
  options: Record<string, unknown>
  preview: boolean
  uploadId: string
  format: string
  source: string
  subject: string
  toolVersion: string | null
  databaseVersion: string | null
  sizeBytes: number
  tokenId: string | null
  clusterId: number | null
  teamId: number | null
  receivedAt: Date
  scannedAt: Date | null
  outline: string | null
}

/** Inserts a report, or finds the one with the same content and options. */
export async function insertReport(db: Db, report: NewReport): Promise<{ id: string; status: ReportStatus }> {
  const rows = await db.query<{ id: string; status: ReportStatus }>(sql`
    INSERT INTO report (id, content_hash, options_hash, options, preview, upload_id, format, source, subject, tool_version, database_version, size_bytes, token_id, cluster_id,
      team_id, received_at, scanned_at, outline)
    VALUES (${report.id}, ${report.contentHash}, ${report.optionsHash}, ${JSON.stringify(report.options)}::jsonb, ${report.preview},
      ${report.uploadId}, ${report.format}, ${report.source}, ${report.subject}, ${report.toolVersion}, ${report.databaseVersion}, ${report.sizeBytes}, ${report.tokenId}, ${report.clusterId},
      ${report.teamId}, ${report.receivedAt}, ${report.scannedAt}, ${report.outline})
    ON CONFLICT (content_hash, options_hash) DO NOTHING RETURNING id, status`)
  if (rows[0]) return rows[0]
  const [known] = await db.query<{ id: string; status: ReportStatus }>(sql`
    SELECT id, status FROM report WHERE content_hash = ${report.contentHash} AND options_hash = ${report.optionsHash}`)
  // Reports are never deleted, so what conflicted is there.
  if (!known) throw new Error('a report conflicts with one that is not there')
  return known
}
