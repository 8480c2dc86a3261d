import type { FixRow } from '../contract/fixes.ts'
import { type Columns, rowExport } from './row-export.ts'

const COLUMNS: Columns<FixRow> = {
  id: (row) => row.id,
  fix: (row) => row.title,
  where: (row) => row.where,
  kind: (row) => row.kind,
  status: (row) => row.status,
  effort: (row) => row.effort.size,
  effort_why: (row) => row.effort.why,
  teams: (row) => row.teams.map(({ slug }) => slug).join(' '),
  issues: (row) => row.issues,
  fixed_issues: (row) => row.fixedIssues,
  risk: (row) => row.risk,
  load: (row) => row.load,
  workloads: (row) => row.workloads,
  subjects: (row) => row.progress.subjects,
  built: (row) => row.progress.built,
  rolled_out: (row) => row.progress.rolledOut,
  verified: (row) => row.progress.verified,
  opened_at: (row) => row.openedAt,
  started_at: (row) => row.startedAt,
  started_by: (row) => row.startedBy?.name ?? null,
  ended_at: (row) => row.endedAt,
}

export function fixExport(batches: AsyncIterable<FixRow[]>, format: 'csv' | 'json'): Response {
  return rowExport({ name: 'fixes', columns: COLUMNS, batches, format })
}
