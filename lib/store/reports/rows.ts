import sql, { type Sql } from 'sql-template-tag'
import type { ReportStatus } from '../../contract/reports.ts'
import type { TeamRef } from '../people/signed-in.ts'

export interface ReportRowData {
  id: string
  source: string
  format: string
  subject: string
  status: ReportStatus
  preview: boolean
  sizeBytes: number
  receivedAt: Date
  scannedAt: Date | null
  processedAt: Date | null
  cluster: { id: number; name: string } | null
  team: TeamRef | null
  token: { id: string; name: string } | null
  problemCode: string | null
  problemMessage: string | null
  problemOffset: number | null
}

/** The columns of a report row, with its joins; `more` are further columns, each after its comma. */
export function selectReports(more: Sql, where: Sql): Sql {
  return sql`
    SELECT r.id, r.source, r.format, r.subject, r.status, r.preview, r.size_bytes AS "sizeBytes", r.received_at AS "receivedAt",
      r.scanned_at AS "scannedAt", r.processed_at AS "processedAt", r.problem_code AS "problemCode",
      r.problem_message AS "problemMessage", r.problem_offset AS "problemOffset",
      CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END AS cluster,
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team,
      CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'name', k.name) END AS token ${more}
    FROM report r
    LEFT JOIN cluster c ON c.id = r.cluster_id
    LEFT JOIN team t ON t.id = r.team_id
    LEFT JOIN ingest_token k ON k.id = r.token_id
    ${where}`
}
