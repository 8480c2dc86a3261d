import type { ComponentRow } from '../contract/components.ts'
import { type Columns, rowExport } from './row-export.ts'

const COLUMNS: Columns<ComponentRow> = {
  package: (row) => row.purl,
  version: (row) => row.version,
  image: (row) => row.image?.repository ?? null,
  digest: (row) => row.image?.digest ?? null,
  tags: (row) => row.image?.tags.join(' ') ?? null,
  repository: (row) => row.repository?.name ?? null,
  teams: (row) => row.teams.map(({ slug }) => slug).join(' '),
  workloads: (row) => row.workloads,
  running_since: (row) => row.runningSince,
  first_seen_at: (row) => row.firstSeenAt,
  sources: (row) => row.sources.join(' '),
}

export function componentExport(batches: AsyncIterable<ComponentRow[]>, format: 'csv' | 'json'): Response {
  return rowExport({ name: 'components', columns: COLUMNS, batches, format })
}
