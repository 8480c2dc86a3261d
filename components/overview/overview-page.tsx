'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsInteger, useQueryState } from 'nuqs'
import { formatFigure } from '../../lib/client/figure-format.ts'
import { overviewOptions, trendsHref } from '../../lib/client/metrics.ts'
import { formatSpan } from '../../lib/client/time-format.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { LoadIssues } from '../load/load-issues.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { useNow } from '../ui/clock.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { StageColumn } from './stage-column.tsx'
import { stagesOf } from './stages.tsx'

const PERIODS = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
] as const

const COLUMNS = ['build', 'deploy', 'runtime'] as const

/** Where do problems slip through: build, deploy and runtime, and the most dangerous workloads. */
export function OverviewPage() {
  const [days, setDays] = useQueryState('days', parseAsInteger.withDefault(30))
  const query = useQuery(overviewOptions(days))
  const overview = query.data
  const now = useNow()
  return (
    <>
      <PageHeader title="Overview">
        <Select
          label="Period"
          options={PERIODS}
          value={PERIODS.find(({ value }) => value === String(days))?.value ?? null}
          placeholder={`Last ${days} days`}
          onChange={(value) => setDays(Number(value))}
          className="w-36!"
        />
        {overview && (
          <p className="text-muted text-sm">
            {overview.scope}, {formatSpan(overview.period.from, overview.period.to, now)}, days in UTC.{' '}
            <Link href={trendsHref({ days })} className="underline decoration-control underline-offset-4">
              Trends
            </Link>
          </p>
        )}
      </PageHeader>
      {query.error ? (
        <ErrorState what="the overview" error={query.error} onRetry={query.refetch} />
      ) : (
        <div className="px-4" aria-busy={query.isPlaceholderData}>
          <div className="grid gap-6 md:grid-cols-3 md:gap-y-3">
            {overview
              ? stagesOf(overview).map((facts) => <StageColumn key={facts.stage} {...facts} />)
              : COLUMNS.map((stage) => <Skeleton key={stage} className="h-72 w-full" />)}
          </div>
          <div className="pt-6">
            <Section title="Most dangerous workloads" note={overview && <OutOf overview={overview} />}>
              {overview ? <DangerousWorkloads workloads={overview.workloads} /> : <Skeleton className="h-44 w-full" />}
            </Section>
          </div>
        </div>
      )}
    </>
  )
}

/** How many are shown of how many that run, and by what they are ranked. */
function OutOf({ overview: { workloads, coverage } }: { overview: Overview }) {
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

function DangerousWorkloads({ workloads }: { workloads: Overview['workloads'] }) {
  const scale = Math.max(1, ...workloads.map(({ load }) => load))
  return (
    <FactsTable
      caption="Most dangerous workloads"
      rows={workloads}
      rowKey={({ id }) => id}
      empty="No workload that is known of has an open issue."
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
