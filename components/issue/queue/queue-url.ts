import type { IssueSort } from '../../../lib/contract/issues.ts'
import type { Role } from '../../../lib/domain/actor.ts'

export const SORTS = ['risk', 'due', 'opened', 'oldest'] as const satisfies readonly IssueSort[]
export const PAGE_SIZE = 50

/** What the queue shows when its address says nothing: what is open and not put off, for a developer theirs and nobody's. */
export function defaultSearch(role: Role): string {
  return role === 'developer' ? 'is:open snoozed:no team:mine team:none' : 'is:open snoozed:no'
}
