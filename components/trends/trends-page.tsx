'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { metricsOptions, rowsHref, searchOf } from '../../lib/client/metrics.ts'
import { FIGURES, type FigureCode } from '../../lib/domain/metrics/definitions.ts'
import { ButtonLink } from '../ui/button.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { Figure } from './figure.tsx'
import { GroupTable } from './group-table.tsx'
import { LoadChart } from './load-chart.tsx'
import { ScopeNote } from './scope-note.tsx'
import { TrendCharts } from './trend-charts.tsx'
import { BasisPicker, ByPicker, TrendsFilters } from './trends-filters.tsx'
import { TrendsSkeleton } from './trends-skeleton.tsx'
import { useTrendsFilter } from './use-trends-filter.ts'

/** Grouped as a manager reads them: what came, what left, how fast, how honest. */
const SHOWN: readonly FigureCode[] = [
  ...(['open', 'overdue', 'opened', 'remediated', 'netResolveRate', 'slaCompliance'] as const),
  ...(['ttrMean', 'ttrMedian', 'ttrP90', 'toBuilt', 'toRolledOut', 'escapeRate'] as const),
  ...(['fixed', 'handled', 'resolved', 'gone', 'quiet', 'merged'] as const),
  ...(['excepted', 'dismissed', 'returned', 'reopened', 'regressions'] as const),
]

/** Are we getting faster at fixing? The figures of a period against the one before. */
export function TrendsPage() {
  const filter = useTrendsFilter()
  const { scope, by } = filter
  const query = useQuery(metricsOptions({ ...scope, by }))
  const metrics = query.data
  const search = searchOf({ ...scope, by })
  return (
    <>
      <PageHeader
        title="Trends"
        actions={
          <>
            <ExportMenu what="these figures" url={(format) => `/api/v1/metrics/export?${search}&format=${format}`} />
            <ButtonLink href={`/trends/report?${search}`} variant="ghost" size="small">
              <Printer aria-hidden="true" />
              One page a team
            </ButtonLink>
          </>
        }
      >
        <TrendsFilters filter={filter} today={metrics?.today} />
      </PageHeader>
      {query.error ? (
        <ErrorState what="the figures" error={query.error} onRetry={query.refetch} />
      ) : !metrics ? (
        <TrendsSkeleton />
      ) : metrics.since === null ? (
        <NothingConnected title="Nothing was counted yet" waiting="Waiting for the first issue">
          Figures begin with the first issue that a report, a decision or an alert opens. Connect a tool under Sources.
        </NothingConnected>
      ) : (
        <div className="px-4" aria-busy={query.isPlaceholderData}>
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <div className="min-w-64 max-w-[110ch] flex-1">
              <ScopeNote metrics={metrics} as={scope.as ?? 'then'} />
            </div>
            <BasisPicker filter={filter} />
          </div>
          <dl className="grid grid-cols-2 gap-x-6 sm:grid-cols-3 lg:grid-cols-6">
            {SHOWN.map((code) => (
              <Figure
                key={code}
                code={code}
                value={metrics.total.values[code]}
                previous={metrics.total.previous[code]}
                href={
                  'moment' in FIGURES[code] && metrics.period.to !== metrics.today
                    ? null
                    : rowsHref({ ...scope, figure: code })
                }
              />
            ))}
          </dl>
          <TrendCharts metrics={metrics} scope={scope} />
          {!filter.isFiltered && metrics.period.to === metrics.today && <LoadChart metrics={metrics} />}
          <Section title="Compared" note={<ByPicker filter={filter} />}>
            <GroupTable metrics={metrics} by={by} scope={scope} />
          </Section>
        </div>
      )}
    </>
  )
}
