import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { TeamRef } from '../../../lib/contract/teams.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import type { IssueKind } from '../../../lib/domain/observation.ts'

/** What the button of an action says. */
export const ACTION_LABELS: Record<IssueActionType, string> = {
  comment: 'Comment',
  acknowledge: 'Acknowledge',
  unacknowledge: 'Take the acknowledgement back',
  assign: 'Assign',
  team: 'Team',
  snooze: 'Snooze',
  unsnooze: 'End the snooze',
  accept: 'Accept risk',
  approve: 'Approve',
  decline: 'Decline',
  withdraw: 'Withdraw the request',
  dismiss: 'Dismiss',
  handle: 'Resolve',
  resolve: 'Resolve by hand',
  reopen: 'Reopen',
  link: 'Link a ticket',
  unlink: 'Unlink a ticket',
  merge: 'Join to another issue',
  split: 'Split again',
}

/** What needs no further words is done at once; each can be undone. */
export const INSTANT = {
  acknowledge: { type: 'acknowledge' },
  unacknowledge: { type: 'unacknowledge' },
  unsnooze: { type: 'unsnooze' },
  withdraw: { type: 'withdraw' },
  split: { type: 'split' },
} as const satisfies Partial<Record<IssueActionType, IssueAction>>

export function instantAction(type: IssueActionType): IssueAction | null {
  return type in INSTANT ? INSTANT[type as keyof typeof INSTANT] : null
}

/** The action of the key that ends all of these: threats are handled, anything else is no problem or closes when a scan is clean. */
export function endingOf(kinds: readonly IssueKind[], allowed: readonly IssueActionType[]): IssueActionType | null {
  const ending: IssueActionType = kinds.every((kind) => kind === 'threat') ? 'handle' : 'dismiss'
  if (allowed.includes(ending)) return ending
  return allowed.includes('dismiss') ? 'dismiss' : null
}

/** Who or which team an action names, so that it can be shown before the server has answered. */
export interface ActionNames {
  person?: { id: string; name: string } | null
  team?: TeamRef | null
}

/** What an action did, as the message at the corner says it; `asked`: it waits for a second person. */
export function doneWords(action: IssueAction, { person, team }: ActionNames, asked = false): string {
  switch (action.type) {
    case 'comment':
      return 'Comment added'
    case 'assign':
      return action.userId === null ? 'Assigned to nobody' : `Assigned to ${person?.name ?? 'the person before'}`
    case 'team':
      return action.teamId === null ? 'Team left to the rules' : `Given to ${team?.name ?? 'the team before'}`
    case 'accept':
      return asked ? 'Waits for approval by another person' : 'Risk accepted'
    case 'dismiss':
      return 'Dismissed'
    case 'handle':
    case 'resolve':
      return 'Resolved'
    case 'reopen':
      return 'Reopened'
    case 'acknowledge':
      return 'Acknowledged'
    case 'unacknowledge':
      return 'No longer acknowledged'
    case 'snooze':
      return 'Snoozed'
    case 'unsnooze':
      return 'Back in the queue'
    case 'approve':
      return 'Approved: the risk is accepted'
    case 'decline':
      return 'Declined'
    case 'withdraw':
      return 'Request withdrawn'
    case 'link':
      return 'Ticket linked'
    case 'unlink':
      return 'Ticket unlinked'
    case 'merge':
      return 'Joined'
    case 'split':
      return 'Split again'
  }
}
