import sql, { empty, join } from 'sql-template-tag'
import type { ReportStatus } from '../../contract/reports.ts'
import type { Db } from '../database.ts'
import { type ReportRowData, selectReports } from './rows.ts'

export interface ReportListFilter {
  status: ReportStatus | undefined
  source: string | undefined
  previews: boolean
  since: string | undefined
  /** Teams whose reports may be seen, beside those of no team; null is no limit. */
  teamIds: number[] | null
  after: { receivedAt: Date; id: string } | null
  limit: number
}

/** One page of reports, newest first, and one row more when there is another page. */
export async function listReports(db: Db, filter: ReportListFilter): Promise<ReportRowData[]> {
  const { status, source, previews, since, teamIds, after, limit } = filter
  const conditions = [
    ...(status ? [sql`r.status = ${status}`] : []),
    // Says what the partial index of troubled reports says, so that it can serve.
    ...(status === 'quarantined' || status === 'held' ? [sql`r.status IN ('quarantined', 'held')`] : []),
    ...(previews ? [] : [sql`NOT r.preview`]),
    ...(since ? [sql`r.received_at >= ${since}::timestamptz`] : []),
    ...(source ? [sql`r.source = ${source}`] : []),
    ...(teamIds ? [sql`(r.team_id IS NULL OR r.team_id = ANY(${teamIds}))`] : []),
    ...(after ? [sql`(r.received_at, r.id) < (${after.receivedAt}, ${after.id}::uuid)`] : []),
  ]
  const where = conditions.length > 0 ? sql`WHERE ${join(conditions, ' AND ')}` : empty
  return db.query<ReportRowData>(
    selectReports(empty, sql`${where} ORDER BY r.received_at DESC, r.id DESC LIMIT ${limit + 1}`),
  )
}
