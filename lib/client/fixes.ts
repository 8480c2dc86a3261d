import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { FixAction, FixDetail, FixFilter, FixIssueRow, FixPage } from '../contract/fixes.ts'
import { get, send } from './api.ts'
import { fixKeys } from './query-keys.ts'

export type FixListFilter = Partial<FixFilter>

/** Fixes, page after page; a list of a few is kept apart from the whole one. */
export function fixListOptions(filter: FixListFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: fixKeys.list(limit === 50 ? filter : { ...filter, limit }),
    queryFn: ({ pageParam, signal }) => get<FixPage>('/api/v1/fixes', { ...filter, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function fixOptions(id: number) {
  return queryOptions({
    queryKey: fixKeys.detail(id),
    queryFn: ({ signal }) => get<FixDetail>(`/api/v1/fixes/${id}`, {}, signal),
  })
}

export function fixIssuesOptions(id: number, limit = 50) {
  return infiniteQueryOptions({
    queryKey: fixKeys.issues(id),
    queryFn: ({ pageParam, signal }) =>
      get<{ rows: FixIssueRow[]; nextCursor: string | null }>(
        `/api/v1/fixes/${id}/issues`,
        { limit, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function actOnFix(id: number, action: FixAction): Promise<FixDetail> {
  return send<FixDetail>('POST', `/api/v1/fixes/${id}/actions`, action)
}
