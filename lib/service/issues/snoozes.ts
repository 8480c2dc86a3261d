import { type AwakeReason, awakes } from '../../domain/issue-decision.ts'
import { type Db, database } from '../../store/database.ts'
import { notifyIssues } from '../../store/issues/set-triage.ts'
import { deleteSnoozes, lockOverSnoozes, lockSnoozed } from '../../store/issues/snooze.ts'
import { insertTimelineEntries } from '../../store/issues/timeline-entry.ts'
import type { TriageSubjects } from '../../store/issues/triage-subjects.ts'

const AT_ONCE = 1_000

/** How the timeline goes on after "Came back from its snooze: ". */
const REASONS: Record<AwakeReason, string> = {
  kev: 'it is known to be exploited now',
  alert: 'an alert came from where it is',
  severity: 'its severity rose',
  running: 'it runs now',
  risk: 'its risk rose',
}

/**
 * Brings back early what got worse among the snoozed issues of these subjects, and that of which there is news, in the words by
 * issue. Call it after they were scored.
 */
export async function wakeSnoozed(
  tx: Db,
  subjects: TriageSubjects,
  at: Date,
  news: ReadonlyMap<number, string> = new Map(),
): Promise<void> {
  const woken = (await lockSnoozed(tx, subjects)).flatMap(({ id, before, now }) => {
    const worse = awakes(before, now)
    const reason = news.get(id) ?? (worse && REASONS[worse])
    return reason ? [{ id, reason }] : []
  })
  await comeBack(tx, woken, at)
}

/** Brings back what was put off until a time that has come. */
export function endSnoozes(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    const over = await lockOverSnoozes(tx, now, AT_ONCE)
    if (over.length === 0) return 'idle'
    await comeBack(
      tx,
      over.map((id) => ({ id, reason: 'its time has come' })),
      now,
    )
    await notifyIssues(tx, { opened: 0, closed: 0, changed: over.length })
    return over.length === AT_ONCE ? 'more' : 'idle'
  })
}

async function comeBack(tx: Db, woken: readonly { id: number; reason: string }[], at: Date): Promise<void> {
  if (woken.length === 0) return
  await deleteSnoozes(
    tx,
    woken.map(({ id }) => id),
  )
  await insertTimelineEntries(
    tx,
    woken.map(({ id, reason }) => ({ issueId: id, at, type: 'awoken', userId: null, data: { reason } })),
  )
}
