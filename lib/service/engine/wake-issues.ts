import { type WakeReason, wakes } from '../../domain/issue-decision.ts'
import type { Db } from '../../store/database.ts'
import { justifyingFacts } from '../../store/engine/wake/justifying-facts.ts'
import { lockDecided } from '../../store/engine/wake/lock-decided.ts'
import { reopenDecided } from '../../store/engine/wake/reopen-decided.ts'
import { dateIssues } from '../clocks/date-issues.ts'

/** How the timeline goes on after "Came back: ". */
const REASONS: Record<WakeReason, string> = {
  kev: 'it is known to be exploited now',
  exposed: 'the internet reaches it now',
  running: 'it runs now',
  severity: 'its severity rose',
  risk: 'its risk rose',
}

/**
 * Makes those of these issues open again whose acceptance or dismissal rested on facts that are no longer so (DESIGN.md §7.5).
 * Call it in the transaction that changed `issue.kev`, `exposed`, `running`, `severity` or `risk`, after these were written and with the engine's
 * lock held; any ids may be given, those of open and closed issues are passed over. An issue goes on in its episode, with its
 * exception revoked, an entry of the timeline and its version counted up; its counts follow by the table's triggers. The
 * second call with the same facts does nothing. What was decided without keeping the facts stays as it is.
 *
 * @returns the ids of the issues that are open again
 */
export async function wakeIssues(tx: Db, issueIds: readonly number[], at: Date): Promise<number[]> {
  if (issueIds.length === 0) return []
  const decided = await lockDecided(tx, issueIds)
  if (decided.length === 0) return []
  const before = await justifyingFacts(
    tx,
    decided.map(({ id }) => id),
  )
  const woken = decided.flatMap(({ id, ...now }) => {
    const justified = before.get(id)
    const reason = justified ? wakes(justified, now) : null
    return reason ? [{ id, type: 'woken' as const, reason: REASONS[reason] }] : []
  })
  await reopenDecided(tx, woken, at)
  const ids = woken.map(({ id }) => id)
  await dateIssues(tx, ids)
  return ids
}
