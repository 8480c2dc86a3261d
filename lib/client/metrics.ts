import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { MetricRowPage } from '../contract/metric-rows.ts'
import type { Metrics, MetricsQuery } from '../contract/metrics.ts'
import type { Overview } from '../contract/overview.ts'
import type { FigureCode } from '../domain/metrics/definitions.ts'
import { get } from './api.ts'
import { metricKeys } from './query-keys.ts'

/** What the address of Trends says; what is left out has its default. */
export type MetricsFilter = Partial<MetricsQuery>
export type MetricRowsFilter = Omit<MetricsFilter, 'by'> & { figure: FigureCode; age?: number }

const MINUTE_MS = 60_000

export function metricsOptions(filter: MetricsFilter) {
  return queryOptions({
    queryKey: metricKeys.figures(filter),
    queryFn: ({ signal }) => get<Metrics>('/api/v1/metrics', filter, signal),
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE_MS,
  })
}

export function metricRowsOptions(filter: MetricRowsFilter) {
  return infiniteQueryOptions({
    queryKey: metricKeys.rows(filter),
    queryFn: ({ pageParam, signal }) =>
      get<MetricRowPage>('/api/v1/metrics/rows', { ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function overviewOptions(days: number) {
  return queryOptions({
    queryKey: metricKeys.overview(days),
    queryFn: ({ signal }) => get<Overview>('/api/v1/overview', { days }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE_MS,
  })
}

/** Which step is the first of which anything is known: what was before it is not known, rather than 0. */
export function firstKnownStep({ steps, since }: Pick<Metrics, 'steps' | 'since'>): number {
  const at = since === null ? -1 : steps.findIndex(({ to }) => to >= since)
  return at === -1 ? steps.length : at
}

/** The page that lists what a figure was counted from. */
export function rowsHref(filter: MetricRowsFilter): string {
  const { figure, age, ...scope } = filter
  return `/trends/rows?${searchOf({ figure, ...scope, age })}`
}

export function trendsHref(filter: MetricsFilter): string {
  const search = searchOf(filter)
  return search === '' ? '/trends' : `/trends?${search}`
}

export function searchOf(filter: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) search.set(name, String(value))
  return search.toString()
}
