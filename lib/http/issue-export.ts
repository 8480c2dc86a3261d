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
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await text.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await text.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
      'content-disposition': `attachment; filename="issues.${format}"`,
    },
  })
}

async function* csvOf(batches: AsyncIterable<IssueRow[]>): AsyncGenerator<string, void> {
  yield csvLine(Object.keys(COLUMNS))
  const cells = Object.values(COLUMNS)
  for await (const rows of batches) yield rows.map((row) => csvLine(cells.map((cell) => cell(row)))).join('')
}

async function* jsonOf(batches: AsyncIterable<IssueRow[]>): AsyncGenerator<string, void> {
  let before = '['
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}
