import type { IssueAction } from '../../../contract/issue-actions.ts'
import { canBecome } from '../../../domain/lifecycle.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { exceptionOf, revokeException } from '../../../store/issues/exception.ts'
import { closeByHand, setStatus, undoByHand } from '../../../store/issues/set-triage.ts'
import { deleteSnoozes } from '../../../store/issues/snooze.ts'
import { lastTimelineEntry } from '../../../store/issues/timeline-entry.ts'
import { dateIssues } from '../../clocks/date-issues.ts'
import { closeEnded } from '../../engine/close.ts'
import { voidRequest } from './accept.ts'
import { type Applied, type Doing, dismissingFacts, impossible } from './applied.ts'

/** It is no problem. That stays so through every later report, until a fact on which it rests changes. */
export async function dismiss(doing: Doing, reason: string): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if (!canBecome(issue.status, 'dismissed')) return impossible(issue, 'dismissed')
  const accepted = issue.status === 'excepted' ? await exceptionOf(tx, issue.id) : null
  await leave(doing, 'it was dismissed')
  await setStatus(tx, issue.id, 'dismissed', null, now)
  const data = { reason, justifiedBy: dismissingFacts(issue) }
  const undo: IssueAction = accepted
    ? { type: 'accept', until: accepted.until.toISOString(), reason: accepted.reason }
    : { type: 'reopen', reason: '' }
  return ok({ entry: { type: 'dismissed', data }, undo })
}

/** A threat was dealt with. */
export async function handle(doing: Doing, how: string): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if (issue.kind !== 'threat') return err('invalid', 'Only threats are handled. Resolve this one by hand instead.')
  if (issue.status === 'closed') return impossible(issue, 'handled')
  await leave(doing, 'it was handled')
  await closeByHand(tx, issue.id, 'handled', now, how)
  return ok({ entry: { type: 'handled', data: { reason: how } }, undo: { type: 'reopen', reason: '' } })
}

/** Anything else is done, says a person: no remediation before a complete scan says so too, and open again when one sees it. */
export async function resolve(doing: Doing, reason: string): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if (issue.kind === 'threat') return err('invalid', 'A threat is handled: say what was found and what was done.')
  if (issue.status === 'closed') return impossible(issue, 'resolved')
  await leave(doing, 'it was resolved')
  await closeByHand(tx, issue.id, 'resolved', now, reason)
  return ok({ entry: { type: 'resolved', data: { reason } }, undo: { type: 'reopen', reason: '' } })
}

async function leave(doing: Doing, why: string): Promise<void> {
  const { tx, issue, now } = doing
  await voidRequest(doing, why)
  await deleteSnoozes(tx, [issue.id])
  await revokeException(tx, issue.id, now)
}

/** Takes an acceptance, a dismissal or a closing by hand back. What closed by evidence opens by evidence only. */
export async function reopen({ tx, issue, now }: Doing, reason: string): Promise<Result<Applied>> {
  const entry = { type: 'reopened', data: { reason, from: issue.status } } as const
  const byHand = issue.closeReason === 'handled' || issue.closeReason === 'resolved' ? issue.closeReason : null
  if (byHand) {
    const how = await lastTimelineEntry(tx, issue.id, byHand)
    await undoByHand(tx, issue.id)
    await dateIssues(tx, [issue.id])
    const said = how && String(how.reason)
    const undo =
      byHand === 'handled'
        ? { type: 'handle' as const, how: said ?? '' }
        : { type: 'resolve' as const, reason: said ?? '' }
    return ok({ entry, undo: said ? undo : null })
  }
  if (issue.status === 'open' || issue.status === 'closed') return impossible(issue, 'reopened')
  const exception = issue.status === 'excepted' ? await exceptionOf(tx, issue.id) : null
  const dismissal = issue.status === 'dismissed' ? await lastTimelineEntry(tx, issue.id, 'dismissed') : null
  await revokeException(tx, issue.id, now)
  await setStatus(tx, issue.id, 'open', null, now)
  // What went away meanwhile closes by its evidence, and then nothing is left to accept or dismiss.
  if ((await closeEnded(tx, [issue.id])).length > 0) return ok({ entry, undo: null })
  await dateIssues(tx, [issue.id])
  if (exception)
    return ok({ entry, undo: { type: 'accept', until: exception.until.toISOString(), reason: exception.reason } })
  return ok({ entry, undo: dismissal && { type: 'dismiss', reason: String(dismissal.reason) } })
}
