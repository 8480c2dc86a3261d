import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CoveragePage, CoverageQuery, CoverageTotals, StreamPage, UnscannedPage } from '../contract/coverage.ts'
import { get } from './api.ts'
import { coverageKeys } from './query-keys.ts'

const MINUTE_MS = 60_000

export const coverageTotalsOptions = queryOptions({
  queryKey: coverageKeys.totals,
  queryFn: ({ signal }) => get<CoverageTotals>('/api/v1/coverage', {}, signal),
  staleTime: MINUTE_MS,
})

export type CoverageFilter = Partial<Pick<CoverageQuery, 'q' | 'team' | 'cluster' | 'gap'>>

export function unscannedOptions({ q, team }: CoverageFilter, limit = 10) {
  return infiniteQueryOptions({
    queryKey: coverageKeys.unscanned({ q, team }),
    queryFn: ({ pageParam, signal }) =>
      get<UnscannedPage>('/api/v1/coverage/images', { q, team, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function coverageListOptions(filter: CoverageFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: coverageKeys.workloads(filter),
    queryFn: ({ pageParam, signal }) =>
      get<CoveragePage>('/api/v1/coverage/workloads', { ...filter, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function streamListOptions(silent: boolean, limit = 20) {
  return infiniteQueryOptions({
    queryKey: coverageKeys.streams(silent),
    queryFn: ({ pageParam, signal }) =>
      get<StreamPage>('/api/v1/coverage/sources', { silent: silent || undefined, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
