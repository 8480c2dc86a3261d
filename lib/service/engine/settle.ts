import sql from 'sql-template-tag'
import type { Db } from '../../store/database.ts'
import { markFixBuilt } from '../../store/engine/fix-built.ts'
import { inventoryKnown } from '../../store/engine/placing.ts'
import { markSubjectsDue } from '../../store/fixes/due.ts'
import { applyStatements } from './apply-statements.ts'
import { closeEnded } from './close.ts'
import { followTriage } from './follow-triage.ts'
import { retire } from './retire.ts'
import { revive } from './revive.ts'
import { score } from './score.ts'
import { wakeIssues } from './wake-issues.ts'

/** What a change may have touched. */
export interface Touched {
  /** Of these, issues may stand elsewhere now: running, risk, owner. */
  images: Set<number>
  workloads: Set<number>
  repositories: Set<number>
  clusters: Set<number>
  /** Issues of which a sighting ended. */
  ended: Set<number>
  /** Issues of which something may be stated (VEX) that was not known before. */
  stated: Set<number>
}

export const nothingTouched = (): Touched => ({
  images: new Set(),
  workloads: new Set(),
  repositories: new Set(),
  clusters: new Set(),
  ended: new Set(),
  stated: new Set(),
})

/**
 * Draws the consequences of a change that happened at a time: what is retired, built, closed, running, whose it is, how
 * dangerous, and what wakes. Returns which closed.
 */
export async function settle(tx: Db, touched: Touched, at: Date): Promise<number[]> {
  const images = [...touched.images]
  const ended = new Set(touched.ended)
  const stated = new Set(touched.stated)
  if (images.length > 0) {
    for (const id of await revive(tx, images, at)) stated.add(id)
    await markFixBuilt(tx, images)
    for (const id of await retire(tx, images, await inventoryKnown(tx))) ended.add(id)
  }
  const closed = await closeEnded(tx, [...ended])
  const setAside = await score(
    tx,
    {
      ...{ images, workloads: [...touched.workloads] },
      ...{ repositories: [...touched.repositories], clusters: [...touched.clusters] },
    },
    new Date(),
  )
  const woken = await closeEnded(tx, await wakeIssues(tx, setAside, at))
  const settled = await closeEnded(tx, await applyStatements(tx, [...stated, ...ended, ...setAside], new Date()))
  await followTriage(tx, touched, at)
  await markSubjectsDue(tx, [
    ...images.map((id) => ({ kind: 'image' as const, id })),
    ...[...touched.workloads].map((id) => ({ kind: 'workload' as const, id })),
    ...[...touched.repositories].map((id) => ({ kind: 'repository' as const, id })),
  ])
  await tx.query(sql`SELECT pg_notify('plimsoll_issues', ''), pg_notify('plimsoll_sources', '')`)
  return [...closed, ...woken, ...settled]
}
