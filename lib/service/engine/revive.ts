import { decideIssue } from '../../domain/issue-decision.ts'
import type { Db } from '../../store/database.ts'
import { type Reopening, reopenIssues } from '../../store/engine/issues.ts'
import { reviveVersions } from '../../store/engine/retirement.ts'
import { dateReopened } from '../clocks/date-issues.ts'

/**
 * A rollback brings back what was seen in the version to which it went, without a new scan. Returns the issues that are seen
 * there again.
 */
export async function revive(tx: Db, imageIds: readonly number[], at: Date): Promise<number[]> {
  const reopenings: Reopening[] = []
  const revived = await reviveVersions(tx, imageIds, at)
  for (const { id, status, excepted } of revived) {
    const exception = excepted ? 'in-force' : 'none'
    const decision = decideIssue(status, { activeSightings: 1, seenNow: true, ended: [], exception, woken: null })
    if (decision.kind !== 'reopen') continue
    reopenings.push({ id, status: decision.status })
  }
  await reopenIssues(tx, reopenings, 'deploy', at)
  await dateReopened(tx, reopenings)
  return revived.map(({ id }) => id)
}
