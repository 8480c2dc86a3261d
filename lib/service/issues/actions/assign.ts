import type { IssueAction } from '../../../contract/issue-actions.ts'
import { can } from '../../../domain/permission.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { activePerson } from '../../../store/issues/person.ts'
import { setAcknowledged, setAssignee } from '../../../store/issues/set-triage.ts'
import { type Applied, type Doing, impossible, userIdOf } from './applied.ts'

export async function assign({ tx, issue }: Doing, userId: string | null): Promise<Result<Applied>> {
  const person = userId === null ? null : await activePerson(tx, userId)
  if (userId !== null && !person) return err('invalid', 'There is no such person, or they can no longer sign in.')
  if (person && !can(person, 'issue.assign', { teamId: issue.teamId }))
    return err('invalid', `${person.name} does not deal with issues of this team.`)
  await setAssignee(tx, issue.id, userId)
  const undo: IssueAction = { type: 'assign', userId: issue.assigneeId }
  return ok({ entry: { type: 'assigned', data: { userId, to: person?.name ?? null } }, undo })
}

/** Somebody has seen this episode and deals with it. */
export async function acknowledge(doing: Doing): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if (issue.status !== 'open' || issue.acknowledgedAt !== null) return impossible(issue, 'acknowledged again')
  await setAcknowledged(tx, issue.id, userIdOf(doing), now)
  return ok({ entry: { type: 'acknowledged', data: {} }, undo: { type: 'unacknowledge' } })
}

export async function unacknowledge({ tx, issue }: Doing): Promise<Result<Applied>> {
  if (issue.acknowledgedAt === null) return err('invalid', 'Nobody has acknowledged it.')
  await setAcknowledged(tx, issue.id, null, null)
  return ok({ entry: { type: 'unacknowledged', data: {} }, undo: { type: 'acknowledge' } })
}
