import type { IssueRow } from '../contract/issues.ts'
import { csvLine } from './csv.ts'

const COLUMNS = {
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
} satisfies Record<string, (row: IssueRow) => string | number | boolean | null>

/** Streams the batches as CSV or as one JSON array; the next batch is asked for when the last one was sent. */
export function issueExport(batches: AsyncIterable<IssueRow[]>, format: 'csv' | 'json'): Response {
  const text = format === 'csv' ? csvOf(batches) : jsonOf(batches)
  return new Response(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
      'content-disposition': `attachment; filename="issues.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}

async function* csvOf(batches: AsyncIterable<IssueRow[]>): AsyncGenerator<string> {
  yield csvLine(Object.keys(COLUMNS))
  const cells = Object.values(COLUMNS)
  for await (const rows of batches) yield rows.map((row) => csvLine(cells.map((cell) => cell(row)))).join('')
}

async function* jsonOf(batches: AsyncIterable<IssueRow[]>): AsyncGenerator<string> {
  let first = true
  yield '['
  for await (const rows of batches) {
    for (const row of rows) {
      yield `${first ? '' : ',\n'}${JSON.stringify(row)}`
      first = false
    }
  }
  yield ']\n'
}
