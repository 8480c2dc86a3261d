import { database } from '../../store/database.ts'
import { markAllDue, takeDueFixes, takeDueSubjects } from '../../store/fixes/due.ts'
import { refreshFix } from './refresh.ts'
import { regroup } from './regroup.ts'

const SUBJECTS_AT_ONCE = 20
const FIXES_AT_ONCE = 50

/**
 * Brings fixes up to what changed, in two short transactions: some subjects are grouped anew, then some fixes counted. What a
 * transaction took is due again when it fails, so a worker may die at any time.
 */
export async function keepFixes(now = new Date()): Promise<'more' | 'idle'> {
  const subjects = await database().transaction(async (tx) => {
    const due = await takeDueSubjects(tx, SUBJECTS_AT_ONCE)
    for (const subject of due) await regroup(tx, subject)
    return due.length
  })
  const fixes = await database().transaction(async (tx) => {
    const due = await takeDueFixes(tx, FIXES_AT_ONCE)
    for (const fixId of due) await refreshFix(tx, fixId, now)
    return due.length
  })
  return subjects + fixes > 0 ? 'more' : 'idle'
}

/** Has everything grouped and counted anew; the worker does it. */
export function rebuildFixes(): Promise<void> {
  return database().transaction(markAllDue)
}
