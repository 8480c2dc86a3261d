import type { Actor } from './actor.ts'
import type { CloseReason, IssueStatus } from './lifecycle.ts'
import type { IssueKind } from './observation.ts'
import { can, type Permission } from './permission.ts'

/** What a person can do to an issue. */
export const ACTION_TYPES = [
  'comment',
  'acknowledge',
  'unacknowledge',
  'assign',
  'team',
  'snooze',
  'unsnooze',
  'accept',
  'approve',
  'decline',
  'withdraw',
  'dismiss',
  'handle',
  'resolve',
  'reopen',
  'link',
  'unlink',
  'merge',
  'split',
] as const
export type IssueActionType = (typeof ACTION_TYPES)[number]

/** What an action needs; taking something back needs what doing it needs. */
export function permissionFor(
  type: IssueActionType,
  { status, closeReason = null }: { status: IssueStatus; closeReason?: CloseReason | null },
): Permission {
  switch (type) {
    case 'comment':
      return 'issue.comment'
    case 'acknowledge':
    case 'unacknowledge':
    case 'snooze':
    case 'unsnooze':
    case 'link':
    case 'unlink':
      return 'issue.triage'
    case 'assign':
    case 'team':
      return 'issue.assign'
    case 'accept':
    case 'approve':
    case 'decline':
    case 'withdraw':
      return 'issue.accept'
    case 'dismiss':
      return 'issue.dismiss'
    case 'handle':
    case 'resolve':
      return 'issue.handle'
    case 'merge':
    case 'split':
      return 'issue.merge'
    case 'reopen':
      if (closeReason === 'merged') return 'issue.merge'
      return status === 'excepted' ? 'issue.accept' : status === 'dismissed' ? 'issue.dismiss' : 'issue.handle'
  }
}

/** An issue as far as it decides what can be done to it. `closeReason` null: not closed, or not known how. */
export interface Actionable {
  kind: IssueKind
  status: IssueStatus
  closeReason: CloseReason | null
  teamId: number | null
  acknowledged: boolean
  snoozed: boolean
  /** Who asked that its risk be accepted and waits for a second person; null: nobody. `userId` is null once they are gone. */
  pending: { userId: string | null } | null
  /** Joined to another issue by a person. */
  mergedByHand: boolean
  tickets: number
}

/** The actions that this person may do to the issue as it is now. */
export function allowedActions(actor: Actor, issue: Actionable): IssueActionType[] {
  return ACTION_TYPES.filter(
    (type) => isPossible(type, issue, actor) && can(actor, permissionFor(type, issue), { teamId: issue.teamId }),
  )
}

function isPossible(type: IssueActionType, issue: Actionable, actor: Actor): boolean {
  const { kind, status, closeReason, pending } = issue
  switch (type) {
    case 'acknowledge':
      return status === 'open' && !issue.acknowledged
    case 'unacknowledge':
      return status === 'open' && issue.acknowledged
    case 'snooze':
      return status === 'open'
    case 'unsnooze':
      return issue.snoozed
    case 'approve':
      return pending !== null && !isOwn(pending, actor)
    case 'decline':
      return pending !== null && !isOwn(pending, actor)
    case 'withdraw':
      return pending !== null && isOwn(pending, actor)
    case 'accept':
      return status !== 'closed' && pending === null
    case 'dismiss':
      return status !== 'closed' && status !== 'dismissed'
    case 'handle':
      return kind === 'threat' && status !== 'closed'
    case 'resolve':
      return kind !== 'threat' && status !== 'closed'
    case 'reopen':
      return status === 'closed' ? closeReason === 'handled' || closeReason === 'resolved' : status !== 'open'
    case 'merge':
      return status !== 'closed' && kind !== 'threat'
    case 'split':
      return issue.mergedByHand
    case 'unlink':
      return issue.tickets > 0
    case 'comment':
    case 'assign':
    case 'team':
    case 'link':
      return true
  }
}

/** Nobody approves what they asked for themselves. */
function isOwn({ userId }: { userId: string | null }, actor: Actor): boolean {
  return actor.type === 'user' && actor.id === userId
}
