import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  HistoryQuery,
  LoadDistribution,
  LoadHistory,
  LoadLine,
  LoadLinePage,
  LoadPage,
  WayBelow,
} from '../contract/load.ts'
import type { LoadKind } from '../domain/load-line.ts'
import { get } from './api.ts'
import { loadKeys } from './query-keys.ts'

export const loadLinesOptions = queryOptions({
  queryKey: loadKeys.lines,
  queryFn: ({ signal }) => get<{ rows: LoadLine[] }>('/api/v1/load-lines', {}, signal),
})

export const loadLineHistoryOptions = infiniteQueryOptions({
  queryKey: loadKeys.lineHistory,
  queryFn: ({ pageParam, signal }) =>
    get<LoadLinePage>('/api/v1/load-lines/history', { cursor: pageParam, limit: 20 }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export interface LineScopeChoice {
  kind: LoadKind
  environment: string | null
  teamId: number | null
}

export function suggestionOptions(scope: LineScopeChoice) {
  return queryOptions({
    queryKey: loadKeys.suggestion(scope),
    queryFn: ({ signal }) => get<LoadDistribution>('/api/v1/load-lines/suggestion', { ...scope }, signal),
  })
}

export function loadListOptions(kind: LoadKind, limit = 10) {
  return infiniteQueryOptions({
    queryKey: loadKeys.list(kind),
    queryFn: ({ pageParam, signal }) => get<LoadPage>('/api/v1/loads', { kind, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function loadHistoryOptions(kind: HistoryQuery['kind'], ids: readonly number[], days: number) {
  return queryOptions({
    queryKey: loadKeys.history(kind, ids, days),
    queryFn: ({ signal }) => get<LoadHistory>('/api/v1/loads/history', { kind, ids: ids.join(), days }, signal),
    enabled: ids.length > 0,
  })
}

export function wayBelowOptions(kind: LoadKind, id: number, namespace = '') {
  return queryOptions({
    queryKey: loadKeys.wayBelow(kind, id, namespace),
    queryFn: ({ signal }) => get<WayBelow>('/api/v1/loads/way-below', { kind, id, namespace }, signal),
  })
}
