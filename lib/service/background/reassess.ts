import type { StepTaken, StoredJob } from '../../store/background/job.ts'
import { countSubjects, nextSubjects, SUBJECT_KINDS, type SubjectKind } from '../../store/background/subjects.ts'
import type { Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { notifyIssues } from '../../store/issues/set-triage.ts'
import { closeEnded } from '../engine/close.ts'
import { followTriage } from '../engine/follow-triage.ts'
import { score } from '../engine/score.ts'
import { wakeIssues } from '../engine/wake-issues.ts'

/** How long one step holds the engine's lock, about: reports wait meanwhile. */
const STEP_MS = 500
const AT_ONCE = 10

/**
 * Finds out anew where every issue stands, subject by subject: after a change of the weights, of who owns what, or of the
 * clocks. Counts subjects (images, workloads, repositories, clusters).
 */
export async function reassessStep(tx: Tx, { cursor }: StoredJob): Promise<StepTaken> {
  await lockEngine(tx)
  const now = new Date()
  const total = cursor ? undefined : await countSubjects(tx)
  let kind: SubjectKind | undefined = (cursor?.kind as SubjectKind | undefined) ?? SUBJECT_KINDS[0]
  let after = Number(cursor?.after ?? 0)
  let done = 0
  while (kind && (done === 0 || Date.now() - now.getTime() < STEP_MS)) {
    const ids = await nextSubjects(tx, kind, after, AT_ONCE)
    if (ids.length === 0) {
      kind = SUBJECT_KINDS[SUBJECT_KINDS.indexOf(kind) + 1]
      after = 0
      continue
    }
    const none = { images: [], workloads: [], repositories: [], clusters: [] }
    const subjects = { ...none, [kind]: ids }
    await closeEnded(tx, await wakeIssues(tx, await score(tx, subjects, now), now))
    await followTriage(tx, subjects, now)
    after = ids.at(-1)!
    done += ids.length
  }
  await notifyIssues(tx, { opened: 0, closed: 0, changed: done })
  const left = kind ? { kind, after } : { kind: null, after: 0 }
  return { done, failed: 0, cursor: left, finished: !kind, ...(total !== undefined && { total }) }
}
