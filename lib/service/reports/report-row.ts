import type { ReportDetail, ReportRow } from '../../contract/reports.ts'
import type { ReportDetailData } from '../../store/reports/detail.ts'
import type { ReportRowData } from '../../store/reports/rows.ts'

export function reportRow(row: ReportRowData): ReportRow {
  const { id, source, format, subject, status, sizeBytes, cluster, team, token } = row
  return {
    id,
    source,
    format,
    status,
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

export function reportDetail(row: ReportDetailData): ReportDetail {
  const { toolVersion, databaseVersion, options, attempts, stored, summary } = row
  return { ...reportRow(row), toolVersion, databaseVersion, options, attempts, stored, summary }
}
