import type { ReportDetail, ReportRow } from '../../contract/reports.ts'
import type { Db } from '../../store/database.ts'
import type { ReportDetailData } from '../../store/reports/detail.ts'
import type { ReportRowData } from '../../store/reports/rows.ts'
import { changesOf } from '../engine/report-changes.ts'

export function reportRow(row: ReportRowData): ReportRow {
  const { id, source, format, subject, status, preview, sizeBytes, cluster, team, token } = row
  return {
    id,
    source,
    format,
    status,
    preview,
    subject,
    sizeBytes,
    cluster,
    team,
    token,
    receivedAt: row.receivedAt.toISOString(),
    scannedAt: row.scannedAt?.toISOString() ?? null,
    processedAt: row.processedAt?.toISOString() ?? null,
    problem:
      row.problemCode === null
        ? null
        : { code: row.problemCode, message: row.problemMessage ?? '', offset: row.problemOffset },
  }
}

/** A report with the issues behind its counts, as they are called now; a preview's as they were. */
export async function reportDetail(db: Db, row: ReportDetailData): Promise<ReportDetail> {
  const { toolVersion, databaseVersion, options, attempts, stored } = row
  const { changed, changes: previewed, ...summary } = row.summary ?? {}
  const changes = previewed ?? (changed ? await changesOf(db, changed) : null)
  const told = row.summary && { ...summary }
  return { ...reportRow(row), toolVersion, databaseVersion, options, attempts, stored, summary: told, changes }
}
