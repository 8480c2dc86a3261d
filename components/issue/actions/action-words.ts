import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { TeamRef } from '../../../lib/contract/teams.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import type { IssueKind } from '../../../lib/domain/observation.ts'

/** What the button of an action says. */
export const ACTION_LABELS: Record<IssueActionType, string> = {
  comment: 'Comment',
  assign: 'Assign',
  team: 'Team',
  accept: 'Accept risk',
  dismiss: 'Dismiss',
  handle: 'Resolve',
  reopen: 'Reopen',
}

/** The action that ends all of these for good: threats are handled by hand, anything else closes when a scan is clean. */
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

/** What an action did, as the message at the corner says it. */
export function doneWords(action: IssueAction, { person, team }: ActionNames): string {
  switch (action.type) {
    case 'comment':
      return 'Comment added'
    case 'assign':
      return action.userId === null ? 'Assigned to nobody' : `Assigned to ${person?.name ?? 'the person before'}`
    case 'team':
      return action.teamId === null ? 'Team left to the rules' : `Given to ${team?.name ?? 'the team before'}`
    case 'accept':
      return 'Risk accepted'
    case 'dismiss':
      return 'Dismissed'
    case 'handle':
      return 'Resolved'
    case 'reopen':
      return 'Reopened'
  }
}
