import Link from 'next/link'
import { formatFigure } from '../../lib/client/figure-format.ts'
import type { MetricRow } from '../../lib/contract/metric-rows.ts'
import type { Column } from '../table/column.ts'
import { SeverityBadge } from '../ui/severity-badge.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

const EVENTS: Record<MetricRow['event'], string> = {
  ...{ opened: 'Opened', reopened: 'Reopened', returned: 'Returned', fixed: 'Fixed', handled: 'Handled' },
  ...{ resolved: 'Closed by hand', gone: 'Gone', quiet: 'Quiet', merged: 'Merged', excepted: 'Excepted' },
  ...{ dismissed: 'Dismissed', standing: 'Open since' },
}

const seconds = (value: number | null) => (value === null ? <Unknown>–</Unknown> : formatFigure('seconds', value))

/** Lines of history behind a figure; how long it took only where that was counted. */
export function rowColumns(timed: boolean): Column<MetricRow>[] {
  const times: Column<MetricRow>[] = [
    { id: 'seconds', header: 'Took', width: 80, align: 'end', cell: (row) => seconds(row.seconds) },
    { id: 'built', header: 'To fix built', width: 96, align: 'end', from: 'lg', cell: (row) => seconds(row.toBuilt) },
    {
      id: 'out',
      header: 'To rolled out',
      width: 104,
      align: 'end',
      from: 'lg',
      cell: (row) => seconds(row.toRolledOut),
    },
  ]
  const kind: Column<MetricRow> = { id: 'kind', header: 'Kind', width: 128, from: 'lg', cell: (row) => row.kind }
  return [
    {
      id: 'issue',
      header: 'Issue',
      width: null,
      phone: 'title',
      cell: ({ issue, issueId }) =>
        issue ? (
          <>
            <Link href={`/issues/${issue.id}`} className="underline decoration-control underline-offset-4">
              {issue.title}
            </Link>{' '}
            <span className="text-muted">{issue.where}</span>
          </>
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
      cell: ({ environment }) => environment ?? <Unknown />,
    },
    ...(timed ? times : [kind]),
    {
      id: 'sla',
      header: 'Due date',
      width: 80,
      from: 'lg',
      cell: ({ sla }) => (sla === null ? '' : sla === 'late' ? 'Late' : 'In time'),
    },
  ]
}
