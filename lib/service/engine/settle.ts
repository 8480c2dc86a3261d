import sql from 'sql-template-tag'
import type { Db } from '../../store/database.ts'
import {
  closeEnded,
  markFixBuilt,
  markRunning,
  markWorkloadsRunning,
  resolveVersions,
  retireSightings,
} from '../../store/engine/settle.ts'
import { ownAndScore } from './score.ts'

/** What a change may have touched. */
export interface Touched {
  images: Set<number>
  workloads: Set<number>
  repositories: Set<number>
}

export const nothingTouched = (): Touched => ({ images: new Set(), workloads: new Set(), repositories: new Set() })

/** Draws the consequences of a change: what is retired, built, closed, running, whose it is, and how dangerous. Returns how many closed. */
export async function settle(tx: Db, touched: Touched, at: Date): Promise<number> {
  const [images, workloads, repositories] = [[...touched.images], [...touched.workloads], [...touched.repositories]]
  await resolveVersions(tx, images)
  await markFixBuilt(tx, images)
  await retireSightings(tx, images, at)
  const closed =
    (await closeEnded(tx, 'image', images, at)) +
    (await closeEnded(tx, 'workload', workloads, at)) +
    (await closeEnded(tx, 'repository', repositories, at))
  await markRunning(tx, images)
  await markWorkloadsRunning(tx, workloads)
  await ownAndScore(tx, images, workloads, at)
  await tx.query(sql`SELECT pg_notify('plimsoll_issues', ''), pg_notify('plimsoll_sources', '')`)
  return closed
}
