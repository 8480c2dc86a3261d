import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  HistoryQuery,
  LoadDistribution,
  LoadHistory,
  LoadLine,
  LoadLinePage,
  LoadPage,
  LoadRow,
  WayBelow,
} from '../contract/load.ts'
import { emptyFilter, type IssueFilter, printIssueSearch } from '../domain/issue-search.ts'
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
    queryKey: loadKeys.list(kind, limit),
    queryFn: ({ pageParam, signal }) => get<LoadPage>('/api/v1/loads', { kind, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** `namespaces` names each id's, where the kind is that. */
export function loadHistoryOptions(
  kind: HistoryQuery['kind'],
  ids: readonly number[],
  days: number,
  namespaces: readonly string[] = [],
) {
  const query = { kind, ids: ids.join(), days, ...(namespaces.length > 0 && { namespaces: namespaces.join() }) }
  return queryOptions({
    queryKey: loadKeys.history(query),
    queryFn: ({ signal }) => get<LoadHistory>('/api/v1/loads/history', query, signal),
    enabled: ids.length > 0,
  })
}

export function wayBelowOptions(kind: LoadKind, id: number, namespace = '') {
  return queryOptions({
    queryKey: loadKeys.wayBelow(kind, id, namespace),
    queryFn: ({ signal }) => get<WayBelow>('/api/v1/loads/way-below', { kind, id, namespace }, signal),
  })
}

/** The open issues that a load is made of, where the queue can be asked for them. */
export function loadIssuesHref({ kind, name, where }: Pick<LoadRow, 'kind' | 'name' | 'where'>): string | null {
  const of = { ...emptyFilter(), is: ['open' as const] }
  if (kind === 'workload') return issuesHref({ ...of, workload: [`${where}/${name}`] })
  if (kind === 'image') return issuesHref({ ...of, image: [name] })
  return null
}

function issuesHref(filter: IssueFilter): string {
  return `/issues?q=${encodeURIComponent(printIssueSearch(filter))}`
}
