import type { IssueAction } from '../../contract/issue-actions.ts'
import type { Actor } from '../../domain/actor.ts'
import type { JustifyingFacts } from '../../domain/issue-decision.ts'
import { canBecome } from '../../domain/lifecycle.ts'
import { can } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import { exceptionOf, insertException, revokeException } from '../../store/issues/exception.ts'
import type { LockedIssue } from '../../store/issues/lock.ts'
import { activePerson } from '../../store/issues/person.ts'
import { closeHandled, setAssignee, setStatus, setTeam, undoHandled } from '../../store/issues/set-triage.ts'
import { teamNames } from '../../store/issues/team-names.ts'
import { lastTimelineEntry, type TimelineEntryType } from '../../store/issues/timeline-entry.ts'
import { closeEnded } from '../engine/close.ts'
import { ownerOfIssue } from '../ownership/owner-of-issue.ts'

/** What an action did: the entry of the timeline, and the action that takes it back. */
export interface Applied {
  entry: { type: TimelineEntryType; data: Record<string, unknown> }
  undo: IssueAction | null
}

/** The longest time for which a risk can be accepted at once. */
const MAX_ACCEPT_DAYS = 366

/** Carries out one action on a locked issue. */
export async function applyAction(
  tx: Db,
  actor: Actor,
  issue: LockedIssue,
  action: IssueAction,
  now: Date,
): Promise<Result<Applied>> {
  switch (action.type) {
    case 'comment':
      return ok({ entry: { type: 'comment', data: { text: action.text } }, undo: null })
    case 'assign':
      return assign(tx, issue, action.userId)
    case 'team':
      return giveTo(tx, issue, action.teamId)
    case 'accept':
      return accept(tx, actor, issue, action, now)
    case 'dismiss': {
      if (!canBecome(issue.status, 'dismissed')) return impossible(issue, 'dismissed')
      await revokeException(tx, issue.id, now)
      await setStatus(tx, issue.id, 'dismissed', null)
      const data = { reason: action.reason, justifiedBy: justifyingFacts(issue) }
      return ok({ entry: { type: 'dismissed', data }, undo: { type: 'reopen', reason: '' } })
    }
    case 'handle': {
      if (issue.kind !== 'threat')
        return err(
          'invalid',
          'Only threats are handled by hand; other issues close when a scan shows that they are gone.',
        )
      if (issue.status === 'closed') return impossible(issue, 'handled')
      await revokeException(tx, issue.id, now)
      await closeHandled(tx, issue.id, now, action.how)
      return ok({ entry: { type: 'handled', data: { reason: action.how } }, undo: { type: 'reopen', reason: '' } })
    }
    case 'reopen':
      return reopen(tx, issue, action.reason, now)
  }
}

async function assign(tx: Db, issue: LockedIssue, userId: string | null): Promise<Result<Applied>> {
  const person = userId === null ? null : await activePerson(tx, userId)
  if (userId !== null && !person) return err('invalid', 'There is no such person, or they can no longer sign in.')
  if (person && !can(person, 'issue.assign', { teamId: issue.teamId }))
    return err('invalid', `${person.name} does not deal with issues of this team.`)
  await setAssignee(tx, issue.id, userId)
  return ok({
    entry: { type: 'assigned', data: { userId, to: person?.name ?? null } },
    undo: { type: 'assign', userId: issue.assigneeId },
  })
}

/** A team that was given by hand stays through every later report; null asks the rules again. */
async function giveTo(tx: Db, issue: LockedIssue, teamId: number | null): Promise<Result<Applied>> {
  const undo: IssueAction = { type: 'team', teamId: issue.ownerBy === 'hand' ? issue.teamId : null }
  if (teamId !== null) {
    const [team] = await teamNames(tx, [teamId])
    if (!team) return err('invalid', 'There is no such team.')
    const data = { teamId, to: team.name, by: 'hand', ...(await formerTeam(tx, issue)) }
    await setTeam(tx, issue.id, teamId, 'hand')
    return ok({ entry: { type: 'team', data }, undo })
  }
  const owner = await ownerOfIssue(tx, issue.id, { ignoreHand: true })
  if (!owner) return err('not-found', 'There is no such issue.')
  const { teamId: id } = owner
  const by = id === null ? 'unowned' : owner.by
  const [team] = id === null ? [] : await teamNames(tx, [id])
  const data = { teamId: id, to: team?.name ?? null, by, ...(await formerTeam(tx, issue)) }
  await setTeam(tx, issue.id, id, by)
  return ok({ entry: { type: 'team', data }, undo })
}

async function formerTeam(tx: Db, { teamId }: LockedIssue): Promise<{ fromId: number | null; from: string | null }> {
  const [team] = teamId === null ? [] : await teamNames(tx, [teamId])
  return { fromId: teamId, from: team?.name ?? null }
}

async function accept(
  tx: Db,
  actor: Actor,
  issue: LockedIssue,
  { until, reason }: { until: string; reason: string },
  now: Date,
): Promise<Result<Applied>> {
  // A closed issue has nothing left to accept, whatever a sighting may do to an exception in force.
  if (issue.status === 'closed') return impossible(issue, 'accepted')
  const days = (Date.parse(until) - now.getTime()) / 86_400_000
  if (!(days > 0 && days <= MAX_ACCEPT_DAYS))
    return err('invalid', `body.action.until: give a date in the future, at most ${MAX_ACCEPT_DAYS} days ahead.`)
  const before = await exceptionOf(tx, issue.id)
  await revokeException(tx, issue.id, now)
  const justifiedBy = justifyingFacts(issue)
  const userId = actor.type === 'user' ? actor.id : null
  await insertException(tx, { issueId: issue.id, reason, userId, at: now, until, justifiedBy })
  await setStatus(tx, issue.id, 'excepted', until)
  const undo: IssueAction = before
    ? { type: 'accept', until: before.until.toISOString(), reason: before.reason }
    : { type: 'reopen', reason: '' }
  return ok({ entry: { type: 'excepted', data: { until, reason } }, undo })
}

/** The facts on which a decision rests; when they change, the issue comes back. */
function justifyingFacts({ kev, exposed, running }: LockedIssue): JustifyingFacts {
  return { kev, exposed, running }
}

/** Takes an acceptance, a dismissal or a handling back. What closed by evidence opens by evidence only. */
async function reopen(tx: Db, issue: LockedIssue, reason: string, now: Date): Promise<Result<Applied>> {
  const entry = { type: 'reopened', data: { reason, from: issue.status } } as const
  if (issue.status === 'closed' && issue.closeReason === 'handled') {
    const how = await lastTimelineEntry(tx, issue.id, 'handled')
    await undoHandled(tx, issue.id)
    return ok({ entry, undo: how && { type: 'handle', how: String(how.reason) } })
  }
  if (issue.status === 'open' || issue.status === 'closed') return impossible(issue, 'reopened')
  const exception = issue.status === 'excepted' ? await exceptionOf(tx, issue.id) : null
  const dismissal = issue.status === 'dismissed' ? await lastTimelineEntry(tx, issue.id, 'dismissed') : null
  await revokeException(tx, issue.id, now)
  await setStatus(tx, issue.id, 'open', null)
  // What went away meanwhile closes by its evidence, and then nothing is left to accept or dismiss.
  if ((await closeEnded(tx, [issue.id])).length > 0) return ok({ entry, undo: null })
  if (exception) {
    return ok({ entry, undo: { type: 'accept', until: exception.until.toISOString(), reason: exception.reason } })
  }
  return ok({ entry, undo: dismissal && { type: 'dismiss', reason: String(dismissal.reason) } })
}

function impossible(issue: LockedIssue, what: string): Result<never> {
  const state = issue.closeReason ? `${issue.status} (${issue.closeReason})` : issue.status
  return err('invalid', `An issue that is ${state} cannot be ${what}.`, { status: issue.status })
}
