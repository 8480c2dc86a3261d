import Link from 'next/link'
import { formatFigure } from '../../lib/client/figure-format.ts'
import type { MetricRow } from '../../lib/contract/metric-rows.ts'
import type { Column } from '../table/column.ts'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { SeverityBadge } from '../ui/severity-badge.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

const EVENTS: Record<MetricRow['event'], string> = {
  ...{ opened: 'Opened', reopened: 'Reopened', returned: 'Returned', fixed: 'Fixed', handled: 'Handled' },
  ...{ resolved: 'Closed by hand', gone: 'Gone', quiet: 'Quiet', merged: 'Merged', excepted: 'Excepted' },
  ...{ dismissed: 'Dismissed', standing: 'Open since' },
}

const seconds = (value: number | null) => (value === null ? <Unknown>–</Unknown> : formatFigure('seconds', value))

/** How long it took; on a phone, where no head says so, with the word. */
function Took({ seconds: value }: { seconds: number | null }) {
  return (
    <>
      <span className="sm:hidden">took </span>
      {seconds(value)}
    </>
  )
}

/** Lines of history behind a figure; how long it took only where that was counted. */
export function rowColumns(timed: boolean): Column<MetricRow>[] {
  const times: Column<MetricRow>[] = [
    { id: 'seconds', header: 'Took', width: 80, align: 'end', cell: ({ seconds }) => <Took seconds={seconds} /> },
    {
      ...{ id: 'built', header: 'To fix built', width: 96, align: 'end', from: 'lg', phone: 'hidden' },
      cell: (row) => seconds(row.toBuilt),
    },
    {
      id: 'out',
      header: 'To rolled out',
      width: 104,
      align: 'end',
      from: 'lg',
      phone: 'hidden',
      cell: (row) => seconds(row.toRolledOut),
    },
  ]
  const sla: Column<MetricRow> = {
    ...{ id: 'sla', header: 'Due date', width: 80, from: 'lg' },
    cell: ({ sla }) => (sla === null ? <span className="text-muted">none</span> : sla === 'late' ? 'Late' : 'In time'),
  }
  const kind: Column<MetricRow> = { id: 'kind', header: 'Kind', width: 128, from: 'lg', cell: (row) => row.kind }
  return [
    {
      id: 'issue',
      header: 'Issue',
      width: null,
      phone: 'title',
      cell: ({ issue, issueId }) =>
        issue ? (
          <span className="flex min-w-0 gap-2 max-sm:flex-col max-sm:gap-0">
            <Link
              href={`/issues/${issue.id}`}
              className="flex min-w-0 underline decoration-control underline-offset-4 sm:max-w-3/4 sm:shrink-0"
            >
              <MiddleTruncate text={issue.title} />
            </Link>
            <span className="min-w-0 text-muted">
              <MiddleTruncate text={issue.where} />
            </span>
          </span>
        ) : (
          <Unknown why="It is no longer kept, or belongs to a team that you do not see. Its numbers stay.">
            Issue {issueId}, not shown
          </Unknown>
        ),
    },
    {
      id: 'event',
      header: 'What happened',
      width: 112,
      cell: ({ event, regression }) => (regression ? 'Regression' : EVENTS[event]),
    },
    { id: 'at', header: 'When', width: 104, cell: ({ at }) => <Time at={at} /> },
    { id: 'severity', header: 'Severity', width: 104, cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    { id: 'team', header: 'Team', width: 112, from: 'md', cell: ({ team }) => team ?? <Unknown>nobody</Unknown> },
    {
      id: 'environment',
      header: 'Environment',
      width: 104,
      from: 'xl',
      phone: 'hidden',
      cell: ({ environment }) => environment ?? <Unknown />,
    },
    ...(timed ? [...times, sla] : [kind]),
  ]
}
