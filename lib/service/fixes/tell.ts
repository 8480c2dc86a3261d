import { movedBy, progressText } from '../../domain/fix/progress-words.ts'
import type { Db } from '../../store/database.ts'
import { addEntry, type CountedFix, type StoredFix } from '../../store/fixes/fix.ts'
import { insertStateEvents } from '../../store/state-log/insert.ts'

/**
 * Tells what became of a fix: a step that the evidence took, or took back, is an entry of its page, dated by the evidence; that
 * it moved at all goes to the log, from which what stands elsewhere for it is brought up to date or closed.
 */
export async function tellMoved(tx: Db, before: StoredFix, after: CountedFix, now: Date): Promise<void> {
  const { id, title, status } = after
  const moved = movedBy(before.status, status)
  // Those two are said by the person who did it.
  if (moved !== null && moved !== 'started' && moved !== 'stopped') {
    const at = { built: after.builtAt, 'rolled-out': after.rolledOutAt, verified: after.endedAt }[moved as 'built']
    await addEntry(tx, {
      ...{ fixId: id, at: at ?? now, type: moved, userId: null },
      data: { from: before.status, to: status },
    })
  }
  const text = progressText(before, { ...after, kind: before.kind })
  if (text === null) return
  await insertStateEvents(tx, [
    {
      ...{ at: now, event: after.endedAt ? 'fix-ended' : 'fix-moved', issueId: null },
      data: { thing: `fix:${id}`, title, path: `/fixes/${id}`, text },
    },
  ])
}
