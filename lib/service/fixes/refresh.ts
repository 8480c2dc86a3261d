import { rankOf } from '../../domain/fix/effort.ts'
import { fixProgress } from '../../domain/fix/progress.ts'
import type { FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../../store/database.ts'
import { evidenceOf } from '../../store/fixes/evidence.ts'
import { deleteFix, isRemembered, lockFix, saveFix } from '../../store/fixes/fix.ts'
import { ALL_TEAMS, refreshMembers, setShares, sharesOf } from '../../store/fixes/shares.ts'
import { tellMoved } from './tell.ts'
import { textOf } from './text-of.ts'

/** What is done comes after what is to be done, the newest first: seconds since 1970, far below any rank. */
const DONE = -1_000_000_000_000

/**
 * Counts a fix anew: what it says, what it removes for whom, and how far it is by the evidence. One without open issues is
 * done when a scan found some of them gone; else it is dropped, and forgotten where no person ever said anything of it.
 */
export async function refreshFix(tx: Db, fixId: number, now: Date): Promise<void> {
  const fix = await lockFix(tx, fixId)
  if (!fix || fix.endedAt !== null) return
  await refreshMembers(tx, fixId)
  const open = await sharesOf(tx, fixId, false)
  const evidence = await evidenceOf(tx, fixId, null)
  const progress = fixProgress(evidence, fix.startedAt !== null)
  const fixedIssues = evidence.reduce((sum, { verified }) => sum + verified, 0)
  if (open.length === 0 && fixedIssues === 0 && !(await isRemembered(tx, fixId))) return deleteFix(tx, fixId)

  const status: FixStatus = open.length > 0 || fixedIssues > 0 ? progress.status : 'dropped'
  const endedAt = status === 'verified' ? progress.verifiedAt : status === 'dropped' ? now : null
  const content = (open.length > 0 ? await textOf(tx, fix) : null) ?? fix.content
  const shares = open.length > 0 ? open : await sharesOf(tx, fixId, true)
  const counted = {
    ...progress,
    ...{ id: fixId, status, endedAt, content, fixedIssues },
    title: content.title ?? fix.title,
    effort: content.effort?.size ?? fix.effort,
    workloads: Math.max(fix.workloads, shares.find(({ teamId }) => teamId === ALL_TEAMS)?.workloads ?? 0),
  }
  await saveFix(tx, counted)
  await setShares(
    tx,
    fixId,
    { kind: fix.kind, effort: counted.effort, status },
    shares.map((share) => ({
      ...share,
      sort: endedAt ? DONE + Math.floor(endedAt.getTime() / 1000) : rankOf(share.weight, counted.effort),
    })),
  )
  await tellMoved(tx, fix, counted, now)
}
