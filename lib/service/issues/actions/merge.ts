import { can } from '../../../domain/permission.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { closeIssues } from '../../../store/engine/closing.ts'
import { refreshIssues } from '../../../store/engine/issues.ts'
import { hasActiveSighting } from '../../../store/issues/active-sighting.ts'
import { type LockedIssue, lockIssue } from '../../../store/issues/lock.ts'
import { handMergeOf, joinedTo, mergeByHand } from '../../../store/issues/merge-by-hand.ts'
import { issueRows } from '../../../store/issues/rows.ts'
import { deleteSnoozes } from '../../../store/issues/snooze.ts'
import { splitIssue } from '../../../store/issues/split.ts'
import { insertTimelineEntry } from '../../../store/issues/timeline-entry.ts'
import { dateIssues } from '../../clocks/date-issues.ts'
import { closeEnded } from '../../engine/close.ts'
import { nothingTouched, settle } from '../../engine/settle.ts'
import { issueTitle } from '../row.ts'
import { voidRequest } from './accept.ts'
import { type Applied, type Doing, impossible, userIdOf } from './applied.ts'

/** Says that an issue is the same as another one. Call it with the engine's lock held, taken before the issue's. */
export async function merge(
  doing: Doing,
  { into: intoId, reason }: { into: number; reason: string },
): Promise<Result<Applied>> {
  const { tx, actor, issue, now } = doing
  if (issue.status === 'closed') return impossible(issue, 'joined to another')
  const into = intoId === issue.id ? null : await lockIssue(tx, intoId)
  if (!into || !can(actor, 'issue.merge', { teamId: into.teamId }))
    return err('invalid', 'body.action.into: there is no such other issue.')
  const refused = unlike(issue, into)
  if (refused) return refused
  if ((await joinedTo(tx, issue.id)).length > 0)
    return err('invalid', 'Other issues were joined to this one. Split them from it first, and join each to the other.')
  await voidRequest(doing, 'it was joined to another issue')
  await deleteSnoozes(tx, [issue.id])
  const userId = userIdOf(doing)
  await mergeByHand(tx, { from: issue.id, into: into.id, reason, userId, at: now })
  const titles = await titlesOf(doing, issue.id, into.id)
  const data = { other: titles.from, otherId: issue.id, into: false, reason }
  await insertTimelineEntry(tx, { issueId: into.id, at: now, type: 'merged', userId, data })
  await follow(doing, [into])
  const entry = { type: 'merged' as const, data: { other: titles.into, otherId: into.id, into: true, reason } }
  return ok({ entry, undo: { type: 'split' } })
}

/** Takes a merge by hand back. */
export async function split(doing: Doing): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  const merged = await handMergeOf(tx, issue.id)
  if (!merged) return err('invalid', 'No person joined it to another issue.')
  const into = await lockIssue(tx, merged.intoId)
  if (!into) return err('invalid', 'The issue to which it was joined is gone.')
  const userId = userIdOf(doing)
  const open = await splitIssue(tx, { fromId: issue.id, merge: merged, userId, at: now })
  const titles = await titlesOf(doing, issue.id, into.id)
  const data = { other: titles.from, otherId: issue.id, into: false, reason: '' }
  await insertTimelineEntry(tx, { issueId: into.id, at: now, type: 'split', userId, data })
  await follow(doing, open ? [issue, into] : [into])
  const reason = open ? '' : 'Nothing finds it under its own name now, so it stays closed until something does'
  const entry = { type: 'split' as const, data: { other: titles.into, otherId: into.id, into: true, reason } }
  return ok({ entry, undo: open ? { type: 'merge', into: into.id, reason: merged.reason } : null })
}

function unlike(issue: LockedIssue, into: LockedIssue): Result<never> | null {
  if (into.status === 'closed')
    return err('invalid', 'The other issue is closed. Join that one to this instead, once it is open.')
  if (into.kind !== issue.kind) return err('invalid', `A ${issue.kind} is not the same as a ${into.kind}.`)
  if (issue.kind === 'threat') return err('invalid', 'Threats are told apart by their rule and workload alone.')
  if (into.imageId !== issue.imageId) return err('invalid', 'They are in different images, so each is fixed by itself.')
  return null
}

async function titlesOf({ tx }: Doing, from: number, into: number): Promise<{ from: string; into: string }> {
  const rows = await issueRows(tx, [from, into])
  const title = (id: number) => rows.filter((row) => row.id === id).map(issueTitle)[0] ?? ''
  return { from: title(from), into: title(into) }
}

/** What follows for issues to which sightings came or from which they went. */
async function follow({ tx, now }: Doing, issues: readonly LockedIssue[]): Promise<void> {
  const ids = issues.map(({ id }) => id)
  await refreshIssues(tx, ids, 0)
  const touched = nothingTouched()
  for (const { imageId, workloadId, repositoryId, clusterId } of issues) {
    if (imageId !== null) touched.images.add(imageId)
    if (workloadId !== null) touched.workloads.add(workloadId)
    if (repositoryId !== null) touched.repositories.add(repositoryId)
    if (clusterId !== null) touched.clusters.add(clusterId)
  }
  await closeEnded(tx, ids)
  for (const id of ids) {
    // Seen under the other name alone since it opened.
    if (!(await hasActiveSighting(tx, id)))
      await closeIssues(tx, [
        {
          ...{ id, reason: 'merged', at: now, rolledOutAt: null },
          evidence: { ended: {}, text: 'What was seen of it is of another issue again' },
        },
      ])
  }
  await dateIssues(tx, ids)
  await settle(tx, touched, now)
}
