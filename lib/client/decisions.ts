import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { DecisionDetail, DecisionListQuery, DecisionPage } from '../contract/decisions.ts'
import { get } from './api.ts'
import { decisionKeys } from './query-keys.ts'

export type DecisionFilter = Partial<Omit<DecisionListQuery, 'cursor' | 'limit'>>

export function decisionListOptions(filter: DecisionFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: decisionKeys.list(filter),
    queryFn: ({ pageParam, signal }) => readDecisions(filter, limit, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One page of the decisions as it is now. */
export function readDecisions(
  filter: DecisionFilter,
  limit = 50,
  cursor: string | null = null,
  signal?: AbortSignal,
): Promise<DecisionPage> {
  return get<DecisionPage>('/api/v1/decisions', { ...filter, limit, cursor }, signal)
}

export function decisionOptions(id: string) {
  return queryOptions({
    queryKey: decisionKeys.detail(id),
    queryFn: ({ signal }) => get<DecisionDetail>(`/api/v1/decisions/${id}`, {}, signal),
  })
}
