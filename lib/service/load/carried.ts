import type { CarriedLoad } from '../../contract/carried-load.ts'
import type { Actor } from '../../domain/actor.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { teamLimit } from '../../domain/permission.ts'
import type { Db } from '../../store/database.ts'
import { carriedBy } from '../../store/load/carried.ts'
import { currentLines } from '../../store/load/lines.ts'
import { lineReading } from './line-reading.ts'

/** The loads of some workloads by id, for a list of them; those that are not the reader's to see are left out. */
export async function carriedLoads(db: Db, actor: Actor, ids: readonly number[]): Promise<Map<number, CarriedLoad>> {
  if (ids.length === 0) return new Map()
  const [rows, lines] = await Promise.all([carriedBy(db, ids, teamLimit(actor, 'workload.read')), currentLines(db)])
  return new Map(
    rows.map(({ id, environment, teamId, weight, seen }) => [
      id,
      {
        load: seen ? loadOfWeight(weight) : null,
        loadLine: lineReading({ kind: 'workload', environment, teamId }, weight, lines),
      },
    ]),
  )
}
