import type { IssueAction } from '../../../contract/issue-actions.ts'
import { wakes } from '../../../domain/issue-decision.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { bandOf } from '../../../domain/risk-band.ts'
import { DEFAULT_CLOCKS } from '../../../domain/sla.ts'
import { clocksInForce } from '../../../store/clocks/versions.ts'
import { endApproval, insertApproval, pendingApproval } from '../../../store/issues/approval.ts'
import { exceptionOf, insertException, revokeException } from '../../../store/issues/exception.ts'
import { countVersion, setStatus } from '../../../store/issues/set-triage.ts'
import { deleteSnoozes } from '../../../store/issues/snooze.ts'
import { lastTimelineEntry } from '../../../store/issues/timeline-entry.ts'
import { type Applied, acceptingFacts, type Doing, impossible, userIdOf } from './applied.ts'

/** The longest time for which a risk can be accepted at once. */
const MAX_ACCEPT_DAYS = 366

interface Wish {
  until: string
  reason: string
}

const NOTHING_ASKED = err('invalid', 'Nobody asks that the risk of this issue be accepted.')

/** Accepts a risk until a time, or asks a second person to, where the policy wants that for a risk like this. */
export async function accept(doing: Doing, { until, reason }: Wish): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  // A closed issue has nothing left to accept, whatever a sighting may do to an exception in force.
  if (issue.status === 'closed') return impossible(issue, 'accepted')
  const refused = wrongTime(until, now)
  if (refused) return refused
  if (await pendingApproval(tx, issue.id))
    return err('invalid', 'Somebody asked for this already. It waits for a second person.')
  const { exceptions } = (await clocksInForce(tx)) ?? DEFAULT_CLOCKS
  if (!exceptions.approvalBands.includes(bandOf(issue.risk))) {
    const undo = await except(doing, { until, reason }, { requestedBy: userIdOf(doing), approvedBy: null })
    return ok({ entry: { type: 'excepted', data: { until, reason } }, undo })
  }
  const justifiedBy = acceptingFacts(issue)
  await insertApproval(tx, { issueId: issue.id, until, reason, requestedBy: userIdOf(doing), at: now, justifiedBy })
  await countVersion(tx, issue.id)
  return ok({ entry: { type: 'requested', data: { until, reason } }, undo: { type: 'withdraw' } })
}

/** The second person says yes. Nobody approves what they asked for themselves, nor what has changed since. */
export async function approve(doing: Doing, note: string): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  const asked = await pendingApproval(tx, issue.id)
  if (!asked) return NOTHING_ASKED
  if (asked.requestedBy === userIdOf(doing))
    return err('forbidden', 'You asked for this yourself. Another person has to approve it.')
  if (issue.status === 'closed') return impossible(issue, 'accepted')
  if (wakes(asked.justifiedBy, acceptingFacts(issue)))
    return err('invalid', 'The facts have changed since it was asked for. Decline it and ask anew.')
  const until = asked.until.toISOString()
  const refused = wrongTime(until, now)
  if (refused) return refused
  await endApproval(tx, asked.id, { outcome: 'approved', by: userIdOf(doing), at: now, note })
  const undo = await except(
    doing,
    { until, reason: asked.reason },
    { requestedBy: asked.requestedBy, approvedBy: userIdOf(doing) },
  )
  return ok({ entry: { type: 'approved', data: { until, reason: note } }, undo })
}

export async function decline(doing: Doing, reason: string): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  const asked = await pendingApproval(tx, issue.id)
  if (!asked) return NOTHING_ASKED
  if (asked.requestedBy === userIdOf(doing))
    return err('forbidden', 'You asked for this yourself. Withdraw it instead.')
  await endApproval(tx, asked.id, { outcome: 'declined', by: userIdOf(doing), at: now, note: reason })
  await countVersion(tx, issue.id)
  return ok({ entry: { type: 'declined', data: { reason } }, undo: null })
}

export async function withdraw(doing: Doing): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  const asked = await pendingApproval(tx, issue.id)
  if (!asked) return NOTHING_ASKED
  if (asked.requestedBy !== userIdOf(doing))
    return err('forbidden', 'Somebody else asked for this. Approve or decline it instead.')
  await endApproval(tx, asked.id, { outcome: 'withdrawn', by: userIdOf(doing), at: now, note: '' })
  await countVersion(tx, issue.id)
  const undo: IssueAction = { type: 'accept', until: asked.until.toISOString(), reason: asked.reason }
  return ok({ entry: { type: 'withdrawn', data: {} }, undo })
}

/** What was asked for is void once the issue goes another way. */
export async function voidRequest({ tx, issue, now }: Doing, why: string): Promise<void> {
  const asked = await pendingApproval(tx, issue.id)
  if (asked) await endApproval(tx, asked.id, { outcome: 'void', by: null, at: now, note: why })
}

async function except(
  { tx, issue, now }: Doing,
  { until, reason }: Wish,
  { requestedBy, approvedBy }: { requestedBy: string | null; approvedBy: string | null },
): Promise<IssueAction> {
  const before = await exceptionOf(tx, issue.id)
  await revokeException(tx, issue.id, now)
  const justifiedBy = acceptingFacts(issue)
  await insertException(tx, { issueId: issue.id, reason, userId: requestedBy, approvedBy, at: now, until, justifiedBy })
  await deleteSnoozes(tx, [issue.id])
  await setStatus(tx, issue.id, 'excepted', until, now)
  if (before) return { type: 'accept', until: before.until.toISOString(), reason: before.reason }
  const dismissed = issue.status === 'dismissed' ? await lastTimelineEntry(tx, issue.id, 'dismissed') : null
  return dismissed ? { type: 'dismiss', reason: String(dismissed.reason) } : { type: 'reopen', reason: '' }
}

function wrongTime(until: string, now: Date): Result<never> | null {
  const days = (Date.parse(until) - now.getTime()) / 86_400_000
  if (days > 0 && days <= MAX_ACCEPT_DAYS) return null
  return err('invalid', `body.action.until: give a date in the future, at most ${MAX_ACCEPT_DAYS} days ahead.`)
}
