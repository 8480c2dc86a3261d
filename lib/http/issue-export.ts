import type { IssueRow } from '../contract/issues.ts'
import { type Columns, rowExport } from './row-export.ts'

const COLUMNS: Columns<IssueRow> = {
  id: (row) => row.id,
  kind: (row) => row.kind,
  title: (row) => row.title,
  where: (row) => row.where.label,
  detail: (row) => row.where.detail,
  severity: (row) => row.severity,
  risk: (row) => row.risk,
  stages: (row) => row.stages.join(' '),
  status: (row) => row.status,
  team: (row) => row.team?.slug ?? null,
  assignee: (row) => row.assignee?.name ?? null,
  opened_at: (row) => row.openedAt,
  due_at: (row) => row.dueAt,
  sla: (row) => row.slaState,
  fix_version: (row) => row.fix.version,
  kev: (row) => row.kev,
  running: (row) => row.running,
  exposed: (row) => row.exposed,
  workloads: (row) => row.workloads,
}

export function issueExport(batches: AsyncIterable<IssueRow[]>, format: 'csv' | 'json'): Response {
  return rowExport({ name: 'issues', columns: COLUMNS, batches, format })
}
