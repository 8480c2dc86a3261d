import { err, ok, type Result } from '../../../domain/result.ts'
import { deleteSnoozes, insertSnooze, snoozeOf } from '../../../store/issues/snooze.ts'
import { type Applied, type Doing, impossible, userIdOf } from './applied.ts'

const MAX_SNOOZE_DAYS = 366

/** Puts an issue off: out of the queue until a time, or until it gets worse. Its clock goes on. */
export async function snooze(
  doing: Doing,
  { until, reason }: { until: string; reason: string },
): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if (issue.status !== 'open') return impossible(issue, 'snoozed')
  const days = (Date.parse(until) - now.getTime()) / 86_400_000
  if (!(days > 0 && days <= MAX_SNOOZE_DAYS))
    return err('invalid', `body.action.until: give a date in the future, at most ${MAX_SNOOZE_DAYS} days ahead.`)
  const before = await snoozeOf(tx, issue.id)
  await insertSnooze(tx, { issueId: issue.id, until, reason, userId: userIdOf(doing), at: now })
  const undo = before
    ? { type: 'snooze' as const, until: before.until.toISOString(), reason: before.reason }
    : { type: 'unsnooze' as const }
  return ok({ entry: { type: 'snoozed', data: { until, reason } }, undo })
}

export async function unsnooze({ tx, issue }: Doing): Promise<Result<Applied>> {
  const before = await snoozeOf(tx, issue.id)
  if (!before) return err('invalid', 'It is not snoozed.')
  await deleteSnoozes(tx, [issue.id])
  const undo = { type: 'snooze' as const, until: before.until.toISOString(), reason: before.reason }
  return ok({ entry: { type: 'unsnoozed', data: {} }, undo })
}
