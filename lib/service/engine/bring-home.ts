import type { Tx } from '../../store/database.ts'
import { reopenIssues } from '../../store/engine/issues.ts'
import { lockByHash, type MergeableIssue, mergeIssue, moveToWorkload } from '../../store/engine/merge-issues.ts'
import { dateIssues, dateReopened } from '../clocks/date-issues.ts'

/** An issue that is known under another key from now on. */
export interface Homecoming {
  formerHash: Buffer
  key: string
  hash: Buffer
  /** The workload that it belongs to from now on, where the issue was a file's. */
  workloadId: number | null
}

/**
 * Brings issues home to their better keys. One that is there already is joined; where there is none, a file's issue goes on as
 * the workload's. Returns those that came.
 */
export async function bringHome(tx: Tx, homecomings: readonly Homecoming[], at: Date): Promise<Homecoming[]> {
  if (homecomings.length === 0) return []
  const hashes = homecomings.flatMap(({ formerHash, hash }) => [formerHash, hash])
  const issues = new Map((await lockByHash(tx, hashes)).map((issue) => [issue.hash.toString('latin1'), issue]))
  const came: Homecoming[] = []
  for (const coming of homecomings) {
    const { formerHash, key, hash, workloadId } = coming
    const [former, home] = [formerHash.toString('latin1'), hash.toString('latin1')]
    const [from, into] = [issues.get(former), issues.get(home)]
    if (!from || from.status === 'closed') continue
    if (into) issues.set(home, await join(tx, from, into, at))
    else if (workloadId !== null) {
      await moveToWorkload(tx, from.id, key, hash, workloadId)
      issues.set(home, from)
    } else continue
    issues.delete(former)
    came.push(coming)
  }
  return came
}

async function join(tx: Tx, from: MergeableIssue, into: MergeableIssue, at: Date): Promise<MergeableIssue> {
  if (into.status === 'closed') {
    const reopening = [{ id: into.id, status: 'open' as const }]
    await reopenIssues(tx, reopening, 'build', at)
    await dateReopened(tx, reopening)
  }
  await mergeIssue(tx, from.id, into.id, at)
  await dateIssues(tx, [into.id])
  return { ...into, status: 'open' }
}
