import type { Actor } from './actor.ts'
import type { CloseReason, IssueStatus } from './lifecycle.ts'
import type { IssueKind } from './observation.ts'
import { can, type Permission } from './permission.ts'

/** What a person can do to an issue. */
export const ACTION_TYPES = ['comment', 'assign', 'team', 'accept', 'dismiss', 'handle', 'reopen'] as const
export type IssueActionType = (typeof ACTION_TYPES)[number]

/** What an action needs; taking something back needs what doing it needs. */
export function permissionFor(type: IssueActionType, { status }: { status: IssueStatus }): Permission {
  switch (type) {
    case 'comment':
      return 'issue.comment'
    case 'assign':
    case 'team':
      return 'issue.assign'
    case 'accept':
      return 'issue.accept'
    case 'dismiss':
      return 'issue.dismiss'
    case 'handle':
      return 'issue.handle'
    case 'reopen':
      return status === 'excepted' ? 'issue.accept' : status === 'dismissed' ? 'issue.dismiss' : 'issue.handle'
  }
}

/** An issue as far as it decides what can be done to it. `closeReason` null: not closed, or not known how. */
export interface Actionable {
  kind: IssueKind
  status: IssueStatus
  closeReason: CloseReason | null
  teamId: number | null
}

/** The actions that this person may do to the issue as it is now. */
export function allowedActions(actor: Actor, issue: Actionable): IssueActionType[] {
  return ACTION_TYPES.filter(
    (type) => isPossible(type, issue) && can(actor, permissionFor(type, issue), { teamId: issue.teamId }),
  )
}

function isPossible(type: IssueActionType, { kind, status, closeReason }: Actionable): boolean {
  if (type === 'reopen') return status === 'closed' ? closeReason === 'handled' : status !== 'open'
  if (type === 'handle') return kind === 'threat' && status !== 'closed'
  if (type === 'accept') return status !== 'closed'
  if (type === 'dismiss') return status !== 'closed' && status !== 'dismissed'
  return true
}
