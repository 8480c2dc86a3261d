/** The states of an issue (DESIGN.md §7.3). `excepted`: the risk is accepted until a date; `dismissed`: not a problem. */
export const ISSUE_STATUSES = ['open', 'excepted', 'dismissed', 'closed'] as const
export type IssueStatus = (typeof ISSUE_STATUSES)[number]

/**
 * Why an issue closed: rescanned clean, asset gone, a threat that a person dealt with, anything else that a person says is done
 * (until a clean scan confirms it), a threat not seen for long, joined to another.
 */
export const CLOSE_REASONS = ['fixed', 'gone', 'handled', 'resolved', 'quiet', 'merged'] as const
export type CloseReason = (typeof CLOSE_REASONS)[number]

/**
 * Why one sighting ended: its scope was re-reported without it, its version retired, its asset deleted, a person closed its
 * issue, or a threat ended.
 */
export const SIGHTING_ENDS = ['rescanned', 'retired', 'deleted', 'handled', 'resolved', 'quiet'] as const
export type SightingEnd = (typeof SIGHTING_ENDS)[number]

/** From which status to which other an issue may go; staying is no transition. */
export const NEXT_STATUSES = {
  open: ['excepted', 'dismissed', 'closed'],
  excepted: ['open', 'dismissed', 'closed'],
  dismissed: ['open', 'excepted', 'closed'],
  closed: ['open', 'excepted'],
} as const satisfies Record<IssueStatus, readonly IssueStatus[]>

export function canBecome(from: IssueStatus, to: IssueStatus): boolean {
  const next: readonly IssueStatus[] = NEXT_STATUSES[from]
  return next.includes(to)
}

/**
 * Only these count as remediation: neither deleting a workload nor saying that it is done improves time-to-remediation
 * (DESIGN.md §7.3). What a person resolved becomes `fixed` when a complete scan no longer finds it.
 */
export function isRemediation(reason: CloseReason): boolean {
  return reason === 'fixed' || reason === 'handled'
}
