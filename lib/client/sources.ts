import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ReportDetail, ReportListQuery, ReportPage } from '../contract/reports.ts'
import type { Source } from '../contract/sources.ts'
import type { IngestToken } from '../contract/tokens.ts'
import { get } from './api.ts'
import { reportKeys, sourceKeys, tokenKeys } from './query-keys.ts'

export const sourcesOptions = queryOptions({
  queryKey: sourceKeys.list,
  queryFn: ({ signal }) => get<{ rows: Source[] }>('/api/v1/sources', {}, signal),
})

export const tokensOptions = queryOptions({
  queryKey: tokenKeys.list,
  queryFn: ({ signal }) => get<{ rows: IngestToken[] }>('/api/v1/tokens', {}, signal),
})

export type ReportFilter = Partial<Omit<ReportListQuery, 'cursor' | 'limit'>>

export function reportListOptions(filter: ReportFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: reportKeys.list(filter),
    queryFn: ({ pageParam, signal }) => readReports(filter, limit, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One page of the reports as it is now. */
export function readReports(
  filter: ReportFilter,
  limit = 50,
  cursor: string | null = null,
  signal?: AbortSignal,
): Promise<ReportPage> {
  return get<ReportPage>('/api/v1/reports', { ...filter, limit, cursor }, signal)
}

export function reportOptions(id: string) {
  return queryOptions({
    queryKey: reportKeys.detail(id),
    queryFn: ({ signal }) => get<ReportDetail>(`/api/v1/reports/${id}`, {}, signal),
  })
}
