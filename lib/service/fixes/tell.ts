import { movedBy, progressText } from '../../domain/fix/progress-words.ts'
import type { Db } from '../../store/database.ts'
import { addEntry, type CountedFix, type StoredFix } from '../../store/fixes/fix.ts'
import { insertStateEvents, type StateEvent } from '../../store/state-log/insert.ts'

interface Counted {
  before: StoredFix
  after: CountedFix
}

/**
 * Tells what became of fixes: a step that the evidence took, or took back, is an entry of the fix's page, dated by the evidence;
 * that it moved at all goes to the log, from which what stands elsewhere for it is brought up to date or closed.
 */
export async function tellMoved(tx: Db, fixes: readonly Counted[], now: Date): Promise<void> {
  for (const fix of fixes) await addStep(tx, fix, now)
  await insertStateEvents(
    tx,
    fixes.flatMap((fix) => eventOf(fix, now)),
  )
}

async function addStep(tx: Db, { before, after }: Counted, now: Date): Promise<void> {
  const type = movedBy(before.status, after.status)
  // Those two are said by the person who did it.
  if (type === null || type === 'started' || type === 'stopped') return
  const at = { built: after.builtAt, 'rolled-out': after.rolledOutAt, verified: after.endedAt }[type as 'built'] ?? now
  await addEntry(tx, { fixId: after.id, at, type, userId: null, data: { from: before.status, to: after.status } })
}

function eventOf({ before, after }: Counted, now: Date): StateEvent[] {
  const { id, title, endedAt } = after
  const text = progressText(before, { ...after, kind: before.kind })
  if (text === null) return []
  const data = { thing: `fix:${id}`, title, path: `/fixes/${id}`, text }
  return [{ at: now, event: endedAt ? 'fix-ended' : 'fix-moved', issueId: null, data }]
}
