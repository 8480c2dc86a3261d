import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import type { Me } from '../../../lib/contract/me.ts'
import { allowedActions, type IssueActionType } from '../../../lib/domain/issue-action.ts'
import type { CloseReason } from '../../../lib/domain/lifecycle.ts'

/** What this person may do to an issue; a row that does not say how it closed is not offered for reopening. */
export function allowedFor(
  me: Me,
  issue: IssueRow & Partial<Pick<IssueDetail, 'closeReason' | 'triage'>>,
): IssueActionType[] {
  const { id, name, email, role, teams } = me
  return allowedActions(
    { type: 'user', id, name, email, role, teamIds: teams.map((team) => team.id) },
    {
      kind: issue.kind,
      status: issue.status,
      closeReason: (issue.closeReason ?? null) as CloseReason | null,
      teamId: issue.team?.id ?? null,
      acknowledged: issue.acknowledgedAt !== null,
      snoozed: issue.snoozedUntil !== null,
      pending: issue.pending && { userId: issue.pending.by?.id ?? null },
      mergedByHand: issue.triage != null && issue.triage.joinedInto !== null,
      tickets: issue.tickets,
    },
  )
}
