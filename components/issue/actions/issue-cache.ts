import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { issueKeys } from '../../../lib/client/query-keys.ts'
import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { IssuePage, IssueRow } from '../../../lib/contract/issues.ts'
import type { ActionNames } from './action-words.ts'

type Pages = InfiniteData<IssuePage, string | null>

/** Puts an issue in its place wherever it is shown. No row comes, goes or moves: what is under the cursor stays there. */
export function patchIssue(queries: QueryClient, id: number, patch: Partial<IssueRow>): void {
  queries.setQueriesData<Pages>({ queryKey: [...issueKeys.all, 'list'] }, (pages) =>
    pages?.pages.some((page) => page.rows.some((row) => row.id === id))
      ? {
          ...pages,
          pages: pages.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => (row.id === id ? { ...row, ...patch } : row)),
          })),
        }
      : pages,
  )
  queries.setQueryData<IssueDetail>(issueKeys.detail(id), (detail) => detail && { ...detail, ...patch })
}

/** What else an action changed is read again: the counts, the search box's values, the issue's own story. */
export async function rereadAround(queries: QueryClient, ids: readonly number[]): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: [...issueKeys.all, 'facets'] }),
    ...ids.map((id) => queries.invalidateQueries({ queryKey: issueKeys.detail(id) })),
  ])
}

/** What an issue will look like once the server has agreed. */
export function expected(action: IssueAction, { person, team }: ActionNames): Partial<IssueRow> {
  switch (action.type) {
    case 'comment':
      return {}
    case 'assign':
      return { assignee: person ?? null }
    case 'team':
      return action.teamId === null ? {} : { team: team ?? null }
    // Whether it waits for a second person is the server's to say.
    case 'accept':
    case 'decline':
    case 'withdraw':
    case 'link':
    case 'unlink':
    case 'split':
      return {}
    case 'approve':
      return { status: 'excepted', slaState: 'paused', pending: null }
    case 'acknowledge':
      return { acknowledgedAt: new Date().toISOString() }
    case 'unacknowledge':
      return { acknowledgedAt: null }
    case 'snooze':
      return { snoozedUntil: action.until }
    case 'unsnooze':
      return { snoozedUntil: null }
    case 'dismiss':
      return { status: 'dismissed', slaState: 'none' }
    case 'handle':
    case 'resolve':
    case 'merge':
      return { status: 'closed', slaState: 'none' }
    case 'reopen':
      return { status: 'open' }
  }
}
