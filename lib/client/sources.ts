import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ReportDetail, ReportPage, ReportStatus } from '../contract/reports.ts'
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

export function reportListOptions(status: ReportStatus | null, limit = 50) {
  return infiniteQueryOptions({
    queryKey: reportKeys.list(status),
    queryFn: ({ pageParam, signal }) => readReports(status, limit, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One page of the reports as it is now. */
export function readReports(
  status: ReportStatus | null,
  limit = 50,
  cursor: string | null = null,
  signal?: AbortSignal,
): Promise<ReportPage> {
  return get<ReportPage>('/api/v1/reports', { status, limit, cursor }, signal)
}

export function reportOptions(id: string) {
  return queryOptions({
    queryKey: reportKeys.detail(id),
    queryFn: ({ signal }) => get<ReportDetail>(`/api/v1/reports/${id}`, {}, signal),
  })
}
