import Link from 'next/link'
import { formatFigure } from '../../lib/client/figure-format.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { LoadIssues } from '../load/load-issues.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** How many are shown of how many that run, and by what they are ranked. */
export function OutOf({ overview: { workloads, coverage } }: { overview: Overview }) {
  if (workloads.length === 0) return null
  return (
    <>
      {workloads.length} of{' '}
      <Link href="/workloads" className="underline decoration-control underline-offset-4">
        {formatFigure('count', coverage.runtime.of)}
      </Link>{' '}
      that run, by load: few dangerous issues outweigh many harmless ones
    </>
  )
}

export function DangerousWorkloads({ overview: { workloads, coverage } }: { overview: Overview }) {
  const scale = Math.max(1, ...workloads.map(({ load }) => load))
  return (
    <FactsTable
      caption="Most dangerous workloads"
      rows={workloads}
      rowKey={({ id }) => id}
      empty={
        coverage.runtime.of === 0 ? (
          <Unknown>No workload is known to run</Unknown>
        ) : (
          'No workload that is known to run has an open issue.'
        )
      }
      columns={[
        {
          heading: 'Workload',
          cell: ({ id, name }) => (
            <Link href={`/workloads/${id}`} className="flex min-w-0 underline decoration-control underline-offset-4">
              <MiddleTruncate text={name} tail={24} />
            </Link>
          ),
          wide: true,
        },
        {
          heading: 'Cluster',
          cell: ({ where }) => (
            <span className="flex max-w-48">
              <MiddleTruncate text={where} />
            </span>
          ),
        },
        { heading: 'Environment', cell: ({ environment }) => environment ?? <Unknown /> },
        { heading: 'Load', cell: ({ load, loadLine }) => <LoadGauge load={load} scale={scale} line={loadLine} /> },
        {
          heading: 'Open issues',
          numeric: true,
          cell: (row) => <LoadIssues row={row} />,
        },
      ]}
    />
  )
}
