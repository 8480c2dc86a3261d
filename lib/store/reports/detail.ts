import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { StoredSummary } from '../inbox/finish-report.ts'
import { type ReportRowData, selectReports } from './rows.ts'

export interface ReportDetailData extends ReportRowData {
  tokenId: string | null
  clusterId: number | null
  teamId: number | null
  options: Record<string, unknown>
  toolVersion: string | null
  databaseVersion: string | null
  attempts: number
  stored: boolean
  summary: StoredSummary | null
}

export async function reportById(db: Db, id: string): Promise<ReportDetailData | null> {
  const more = sql`, r.token_id AS "tokenId", r.cluster_id AS "clusterId", r.team_id AS "teamId", r.options, r.tool_version AS "toolVersion",
    r.database_version AS "databaseVersion", r.attempts, r.summary,
    EXISTS (SELECT 1 FROM report_chunk h WHERE h.upload_id = r.upload_id AND h.position = 0) AS stored`
  const [row] = await db.query<ReportDetailData>(selectReports(more, sql`WHERE r.id = ${id}`))
  return row ?? null
}
