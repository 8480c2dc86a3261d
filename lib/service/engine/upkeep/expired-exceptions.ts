import { database } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import { lockExpiredExceptions } from '../../../store/engine/upkeep/expired-exceptions.ts'
import { reopenDecided } from '../../../store/engine/wake/reopen-decided.ts'
import { notifyIssues } from '../../../store/issues/set-triage.ts'
import { dateIssues } from '../../clocks/date-issues.ts'
import { applyStatements } from '../apply-statements.ts'

const ISSUES_AT_ONCE = 1_000

/** Issues whose accepted risk has run out are open again (DESIGN.md §7.5), unless it is stated meanwhile that they are none. */
export function reopenExpired(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    const expired = await lockExpiredExceptions(tx, now, ISSUES_AT_ONCE)
    if (expired.length === 0) return 'idle'
    await reopenDecided(
      tx,
      expired.map((id) => ({ id, type: 'expired', reason: '' })),
      now,
    )
    await dateIssues(tx, expired)
    await applyStatements(tx, expired, now)
    await notifyIssues(tx, { opened: 0, closed: 0, changed: expired.length })
    return expired.length === ISSUES_AT_ONCE ? 'more' : 'idle'
  })
}
