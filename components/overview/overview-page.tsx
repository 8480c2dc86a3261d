'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsInteger, useQueryState } from 'nuqs'
import { overviewOptions, trendsHref } from '../../lib/client/metrics.ts'
import { formatSpan } from '../../lib/client/time-format.ts'
import type { Overview } from '../../lib/contract/overview.ts'
import { useNow } from '../ui/clock.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { buildFacts } from './build-facts.tsx'
import { DangerousWorkloads, OutOf } from './dangerous-workloads.tsx'
import { deployFacts } from './deploy-facts.tsx'
import { runtimeFacts } from './runtime-facts.tsx'
import { StageColumn } from './stage-column.tsx'

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
      ) : overview && isUntold(overview) ? (
        <NothingConnected title="Nothing was told yet" waiting="Waiting for the first report, decision or alert">
          Here stands what came to build, deploy and runtime, what was stopped and what got through. It begins with the
          first report of a scanner, admission of a cluster or alert of a sensor. Connect one under{' '}
          <Link href="/sources" className="underline underline-offset-4">
            Sources
          </Link>
          .
        </NothingConnected>
      ) : (
        <div className="px-4" aria-busy={query.isPlaceholderData}>
          <div className="grid gap-6 md:grid-cols-3 md:gap-y-3">
            {overview
              ? [buildFacts(overview), deployFacts(overview), runtimeFacts(overview)].map((facts) => (
                  <StageColumn key={facts.stage} {...facts} />
                ))
              : COLUMNS.map((stage) => <Skeleton key={stage} className="h-72 w-full" />)}
          </div>
          <div className="pt-6">
            <Section title="Most dangerous workloads" note={overview && <OutOf overview={overview} />}>
              {overview ? <DangerousWorkloads overview={overview} /> : <Skeleton className="h-44 w-full" />}
            </Section>
          </div>
        </div>
      )}
    </>
  )
}

/** Nothing came in two periods, and nothing is known to run. */
function isUntold({ build, deploy, runtime, coverage, workloads }: Overview): boolean {
  const tallies = [
    build.reports,
    build.firstSeen,
    deploy.decisions,
    deploy.firstSeen,
    runtime.firstSeen,
    runtime.threats,
  ]
  const isQuiet = (runtime.alerts ? [...tallies, runtime.alerts] : tallies).every(
    ({ now, before }) => now + before === 0,
  )
  return isQuiet && workloads.length === 0 && coverage.build.of + coverage.runtime.of === 0
}
