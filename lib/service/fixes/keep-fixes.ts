import sql from 'sql-template-tag'
import { database } from '../../store/database.ts'
import { takeDueFixes, takeDueSubjects } from '../../store/fixes/due.ts'
import { refreshFixes } from './refresh.ts'
import { regroup } from './regroup.ts'

const SUBJECTS_AT_ONCE = 20
const FIXES_AT_ONCE = 50
/** While subjects still come, a fix waits so long for more of them to move it. */
const SETTLE_MS = 10_000

/**
 * Brings fixes up to what changed, in two short transactions: some subjects are grouped anew, then some fixes counted. What a
 * transaction took is due again when it fails, so a worker may die at any time.
 */
export async function keepFixes(now = new Date()): Promise<'more' | 'idle'> {
  const subjects = await database().transaction(async (tx) => {
    const due = await takeDueSubjects(tx, SUBJECTS_AT_ONCE)
    for (const subject of due) await regroup(tx, subject, subject.onlyBase)
    return due.length
  })
  const fixes = await database().transaction(async (tx) => {
    const wait = subjects < SUBJECTS_AT_ONCE ? 0 : SETTLE_MS
    const due = await takeDueFixes(tx, FIXES_AT_ONCE, wait)
    await refreshFixes(tx, due, now)
    // Pages that show a fix, or the fix of an issue, read it again.
    if (due.length > 0) await tx.query(sql`SELECT pg_notify('plimsoll_issues', '')`)
    return due.length
  })
  return subjects + fixes > 0 ? 'more' : 'idle'
}
