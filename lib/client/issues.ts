import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { IssueAction, IssueActionResult, IssueActionsResult, Mention } from '../contract/issue-actions.ts'
import type { IssueDetail } from '../contract/issue-detail.ts'
import type {
  IssueFacets,
  IssueListQuery,
  IssuePage,
  IssueRow,
  IssueSuggestions,
  PersonRef,
  SuggestField,
} from '../contract/issues.ts'
import { printSearchTerm } from '../domain/issue-search.ts'
import { apiUrl, get, send } from './api.ts'
import { issueKeys, meKeys, peopleKeys } from './query-keys.ts'

type Sort = IssueListQuery['sort']

/** The queue, page after page. */
export function issueListOptions(q: string, sort: Sort, limit = 50) {
  return infiniteQueryOptions({
    queryKey: issueKeys.list(q, sort),
    queryFn: ({ pageParam, signal }) => readIssues(q, sort, limit, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One page of the queue as it is now. */
export function readIssues(q: string, sort: Sort, limit: number, cursor: string | null = null, signal?: AbortSignal) {
  return get<IssuePage>('/api/v1/issues', { q, sort, limit, cursor }, signal)
}

export function issueFacetsOptions(q: string) {
  return queryOptions({
    queryKey: issueKeys.facets(q),
    queryFn: ({ signal }) => get<IssueFacets>('/api/v1/issues/facets', { q }, signal),
  })
}

export function issueSuggestOptions(field: SuggestField, prefix: string) {
  return queryOptions({
    queryKey: issueKeys.suggest(field, prefix),
    queryFn: ({ signal }) => get<IssueSuggestions>('/api/v1/issues/suggest', { field, prefix }, signal),
  })
}

export function issueOptions(id: number) {
  return queryOptions({
    queryKey: issueKeys.detail(id),
    queryFn: ({ signal }) => get<IssueDetail>(`/api/v1/issues/${id}`, {}, signal),
  })
}

/** Who may hold an issue of this team; null is one that nobody owns. */
export function assigneesOptions(teamId: number | null) {
  return queryOptions({
    queryKey: peopleKeys.assignees(teamId),
    queryFn: ({ signal }) => get<{ rows: PersonRef[] }>('/api/v1/issues/assignees', { teamId }, signal),
  })
}

/** Who can see an issue, by what was typed of their name. */
export function mentionableOptions(id: number, typed: string) {
  return queryOptions({
    queryKey: peopleKeys.mentionable(id, typed),
    queryFn: ({ signal }) => get<{ rows: PersonRef[] }>(`/api/v1/issues/${id}/people`, { typed }, signal),
    placeholderData: keepPreviousData,
  })
}

/** What an issue could be the same as: of its kind, in its image where it is in one, not closed. */
export function mergeCandidatesOptions({ kind, where }: IssueRow, text: string) {
  const terms = ['is:open is:excepted is:dismissed', `kind:${kind}`]
  if (where.type === 'image') terms.push(printSearchTerm({ field: 'image', value: where.label }))
  const q = [...terms, text].join(' ').trim()
  return queryOptions({
    queryKey: issueKeys.candidates(q),
    queryFn: ({ signal }) => readIssues(q, 'risk', 20, null, signal),
    placeholderData: keepPreviousData,
  })
}

/** Where the signed-in person was named. */
export const mentionsOptions = queryOptions({
  queryKey: meKeys.mentions,
  queryFn: ({ signal }) => get<{ rows: Mention[] }>('/api/v1/me/mentions', {}, signal),
})

export function readMentions(upTo: number): Promise<void> {
  return send('POST', '/api/v1/me/mentions/read', { upTo })
}

/** Does one thing to one issue; `version` is the one that the person saw. */
export function actOnIssue(id: number, version: number, action: IssueAction): Promise<IssueActionResult> {
  return send('POST', `/api/v1/issues/${id}/actions`, { version, action })
}

/** Does the same to up to 200 issues; each answers for itself. */
export function actOnIssues(
  issues: { id: number; version: number }[],
  action: IssueAction,
): Promise<IssueActionsResult> {
  return send('POST', '/api/v1/issues/actions', { issues, action })
}

/** Where the browser downloads the exact filtered set. */
export function issueExportUrl(q: string, sort: Sort, format: 'csv' | 'json'): string {
  return apiUrl('/api/v1/issues/export', { q, sort, format })
}
