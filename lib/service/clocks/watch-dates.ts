import { DEFAULT_CLOCKS } from '../../domain/sla.ts'
import { lockExpiring, noteWarned } from '../../store/clocks/expiring-exceptions.ts'
import { lockDueSoon, lockOverdue, noteOverdueTold, noteSoonTold } from '../../store/clocks/untold-dates.ts'
import { clocksInForce } from '../../store/clocks/versions.ts'
import { type Db, database } from '../../store/database.ts'
import { insertTimelineEntries } from '../../store/issues/timeline-entry.ts'
import { insertStateEvents } from '../../store/state-log/insert.ts'

const AT_ONCE = 1_000
const DAY_MS = 86_400_000

/**
 * Tells of dates that are near and of those that have passed, once for each date of an episode: an event that routes carry,
 * and for what is overdue a step of its story. Found by an index, so that a million issues cost what is new among them.
 */
export function tellDates(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    const { soonDays } = (await clocksInForce(tx)) ?? DEFAULT_CLOCKS
    const overdue = await lockOverdue(tx, now, AT_ONCE)
    const late = overdue.filter(({ toldBefore }) => !toldBefore)
    await insertTimelineEntries(
      tx,
      late.map(({ id, dueAt }) => ({
        ...{ issueId: id, at: now, type: 'escalated' as const, userId: null },
        data: { reason: `It was due on ${dayOf(dueAt)}`, dueAt: dueAt.toISOString() },
      })),
    )
    await tell(tx, 'overdue', late, now)
    await noteOverdueTold(tx, idsOf(overdue))

    const near = await lockDueSoon(tx, now, new Date(now.getTime() + soonDays * DAY_MS), AT_ONCE)
    await tell(
      tx,
      'due-soon',
      near.filter(({ toldBefore }) => !toldBefore),
      now,
    )
    await noteSoonTold(tx, idsOf(near))
    return Math.max(overdue.length, near.length) === AT_ONCE ? 'more' : 'idle'
  })
}

/** Tells of acceptances that are about to end, once each. */
export function warnOfExpiring(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    const { exceptions } = (await clocksInForce(tx)) ?? DEFAULT_CLOCKS
    const ending = await lockExpiring(tx, new Date(now.getTime() + exceptions.warnDays * DAY_MS), AT_ONCE)
    await insertStateEvents(
      tx,
      ending.map(({ issueId, until, reason, by }) => ({
        ...{ at: now, event: 'exception-expiring', issueId },
        data: { until: until.toISOString(), reason, by },
      })),
    )
    await noteWarned(tx, idsOf(ending), now)
    return ending.length === AT_ONCE ? 'more' : 'idle'
  })
}

function tell(tx: Db, event: string, dates: readonly { id: number; dueAt: Date }[], at: Date): Promise<void> {
  return insertStateEvents(
    tx,
    dates.map(({ id, dueAt }) => ({ at, event, issueId: id, data: { dueAt: dueAt.toISOString() } })),
  )
}

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id)
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
