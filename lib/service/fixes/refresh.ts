import { rankOf } from '../../domain/fix/effort.ts'
import { fixProgress } from '../../domain/fix/progress.ts'
import type { FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../../store/database.ts'
import { evidenceOf } from '../../store/fixes/evidence.ts'
import { type CountedFix, deleteFixes, lockFixes, rememberedFixes, saveFixes } from '../../store/fixes/fix.ts'
import {
  ALL_TEAMS,
  type ListedShare,
  refreshMembers,
  type Share,
  setShares,
  sharesOf,
} from '../../store/fixes/shares.ts'
import { tellMoved } from './tell.ts'
import { textsOf } from './text-of.ts'

/** What is done comes after what is to be done, the newest first: seconds since 1970, far below any rank. */
const DONE = -1_000_000_000_000

/**
 * Counts fixes anew, all of them together: what each says, what it removes for whom, and how far it is by the evidence. One without
 * open issues is done when a scan found some of them gone; else it is dropped, and forgotten where no person ever said anything of it.
 */
export async function refreshFixes(tx: Db, fixIds: readonly number[], now: Date): Promise<void> {
  const all = (await lockFixes(tx, fixIds)).filter(({ endedAt }) => endedAt === null)
  if (all.length === 0) return
  const ids = all.map(({ id }) => id)
  await refreshMembers(tx, ids)
  const open = byFix(await sharesOf(tx, ids, false))
  const evidence = byFix(await evidenceOf(tx, ids, null))
  const fixedIn = (id: number) => (evidence.get(id) ?? []).reduce((sum, { verified }) => sum + verified, 0)

  const left = ids.filter((id) => !open.has(id) && fixedIn(id) === 0)
  const remembered = await rememberedFixes(tx, left)
  const forgotten = new Set(left.filter((id) => !remembered.has(id)))
  await deleteFixes(tx, [...forgotten])
  const fixes = all.filter(({ id }) => !forgotten.has(id))

  const texts = await textsOf(
    tx,
    fixes.filter(({ id }) => open.has(id)),
  )
  const over = fixes.flatMap(({ id }) => (open.has(id) ? [] : id))
  const removed = byFix(over.length > 0 ? await sharesOf(tx, over, true) : [])
  const counted: CountedFix[] = []
  const shares: ListedShare[] = []
  for (const fix of fixes) {
    const { id, kind } = fix
    const progress = fixProgress(evidence.get(id) ?? [], fix.startedAt !== null)
    const fixedIssues = fixedIn(id)
    const status: FixStatus = open.has(id) || fixedIssues > 0 ? progress.status : 'dropped'
    const endedAt = status === 'verified' ? progress.verifiedAt : status === 'dropped' ? now : null
    const content = texts.get(id) ?? fix.content
    const own = open.get(id) ?? removed.get(id) ?? []
    const effort = content.effort?.size ?? fix.effort
    counted.push({
      ...progress,
      ...{ id, status, endedAt, content, fixedIssues, effort, title: content.title ?? fix.title },
      workloads: Math.max(fix.workloads, own.find(({ teamId }) => teamId === ALL_TEAMS)?.workloads ?? 0),
    })
    const sortOf = ({ weight }: Share) =>
      endedAt ? DONE + Math.floor(endedAt.getTime() / 1000) : rankOf(weight, effort)
    for (const share of own) shares.push({ ...share, kind, effort, status, sort: sortOf(share) })
  }
  await saveFixes(tx, counted)
  await setShares(
    tx,
    fixes.map(({ id }) => id),
    shares,
  )
  await tellMoved(
    tx,
    fixes.map((before, at) => ({ before, after: counted[at]! })),
    now,
  )
}

function byFix<Row extends { fixId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, ({ fixId }) => fixId)
}
