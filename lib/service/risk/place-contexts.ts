import { type PreparedContext, prepareContext } from '../../domain/risk-context.ts'
import type { RiskWeights } from '../../domain/risk-weights.ts'
import type { Db } from '../../store/database.ts'
import { type PlacedWorkload, workloadsOf } from '../../store/engine/placing.ts'
import { type ComparedPlace, comparedPlaces } from '../../store/risk/preview/places.ts'

/** What runs at the places of issues, prepared once for each of several weights; nothing is written. */
export class PlaceContexts {
  readonly #db: Db
  readonly #weights: readonly RiskWeights[]
  readonly #now: Date
  readonly #bitten = new Map<number, { isWorkload: boolean; workloads: PlacedWorkload[] }>()
  readonly #prepared = new Map<string, PreparedContext[]>()

  constructor(db: Db, weights: readonly RiskWeights[], now: Date) {
    this.#db = db
    this.#weights = weights
    this.#now = now
  }

  async learn(placeIds: readonly number[]): Promise<void> {
    const fresh = [...new Set(placeIds)].filter((id) => !this.#bitten.has(id))
    if (fresh.length === 0) return
    const places = await comparedPlaces(this.#db, fresh)
    const ids = new Set(places.flatMap(({ workloadIds }) => workloadIds))
    const workloads = new Map((await workloadsOf(this.#db, [], [...ids])).map((one) => [one.id, one]))
    for (const place of places) {
      const isWorkload = place.workloadId !== null
      this.#bitten.set(place.id, { isWorkload, workloads: bittenAt(place, workloads) })
    }
  }

  /** The contexts of an issue, in the order of the weights; none where its place is gone. */
  of({ placeId, running }: { placeId: number; running: boolean | null }): readonly PreparedContext[] {
    const place = this.#bitten.get(placeId)
    if (!place) return []
    const { isWorkload, workloads } = place
    const deployed = isWorkload || workloads.length > 0 ? workloads.length > 0 : running
    const key = `${placeId} ${deployed}`
    const known = this.#prepared.get(key)
    if (known) return known
    const contexts = this.#weights.map((weights) => prepareContext({ deployed, workloads }, this.#now, weights))
    this.#prepared.set(key, contexts)
    return contexts
  }
}

function bittenAt(
  { workloadId, versions, workloadIds }: ComparedPlace,
  workloads: ReadonlyMap<number, PlacedWorkload>,
): PlacedWorkload[] {
  const there = workloadIds.flatMap((id) => workloads.get(id) ?? [])
  if (workloadId !== null) return there
  const bad = new Set(versions.split(',').map(Number))
  return there.map((workload) => ({
    ...workload,
    containers: workload.containers.filter((one) => one.imageVersionId !== null && bad.has(one.imageVersionId)),
  }))
}
