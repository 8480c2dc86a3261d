import type { OwnedBy } from '../../domain/ownership.ts'
import { ENVIRONMENTS, type Environment, type PreparedContext, prepareContext } from '../../domain/risk-context.ts'
import type { RiskWeights } from '../../domain/risk-weights.ts'
import type { Clocks } from '../../domain/sla.ts'
import type { Db } from '../../store/database.ts'
import { type OwnerRow, setImageOwners, setRepositoryOwners, setWorkloadOwners } from '../../store/engine/owners.ts'
import { ensurePlaces, type PlaceIdentity, placeKey, setPlaceStates } from '../../store/engine/places.ts'
import { createTeam, inventoryKnown, type PlacedWorkload, workloadsOf } from '../../store/engine/placing.ts'
import { maskOfStages } from '../../store/issues/cell.ts'
import { weightsInForce } from '../../store/risk/current.ts'
import { loadClocks } from '../clocks/load-clocks.ts'
import { NO_SUBJECT, type OwnershipSubject, ownershipBook } from '../ownership/ownership-book.ts'

/** What an issue's place decides for it: whether it runs there, the stages that follow, and the context of its risk. */
export interface Place {
  id: number
  running: boolean | null
  /** Stage mask. */
  stages: number
  context: PreparedContext
  /** The gravest of those in which it runs, null where it runs in none that is named. */
  environment: Environment | null
}

export interface Owner {
  teamId: number | null
  ownerBy: OwnedBy
}

/** Places and owners of the issues of some images and workloads: loaded once, worked out once for all that share them. */
export interface Placements {
  /** Keeps the places of these issues and what runs there; `placeOf` tells of those that were settled. */
  settlePlaces(tx: Db, issues: Iterable<PlaceIdentity>): Promise<void>
  placeOf(issue: PlaceIdentity): Place
  clocks: Clocks
  ownerOf(issue: OwnershipSubject): Owner
}

/** `repositoryIds` are those whose own issues are asked for; those of the workloads are known without. */
export async function loadPlacements(
  tx: Db,
  imageIds: readonly number[],
  workloadIds: readonly number[],
  now: Date,
  repositoryIds: readonly number[] = [],
): Promise<Placements> {
  const workloads = await workloadsOf(tx, imageIds, workloadIds)
  const known = await inventoryKnown(tx)
  const clocks = await loadClocks(tx)
  const { weights } = await weightsInForce(tx)
  const book = await ownershipBook(tx, workloads, { imageIds, workloadIds, repositoryIds })
  const byComponent = book.rules.some(({ kind }) => kind === 'component')
  const places = new Map<string, Place>()
  const owners = new Map<string, Owner>()
  const ask = async (subject: Partial<OwnershipSubject>): Promise<Owner> => {
    const { team, by, suggestedTeam } = book.ownerOf({ ...NO_SUBJECT, ...subject })
    // A team that a label names for the first time is made here, so that whoever asks later need not wait.
    if (suggestedTeam !== null) book.addTeam(suggestedTeam, await createTeam(tx, suggestedTeam))
    const slug = team ?? suggestedTeam
    return { teamId: slug === null ? null : (book.teams.ids.get(slug) ?? null), ownerBy: by }
  }
  const ofWorkloads: OwnerRow[] = []
  for (const { id } of workloads) ofWorkloads.push({ id, ...(await ask({ workloadId: id })) })
  await setWorkloadOwners(
    tx,
    ofWorkloads.filter(({ id }) => workloadIds.includes(id)),
  )
  const ofImages: OwnerRow[] = []
  for (const id of book.imageIds) ofImages.push({ id, ...(await ask({ imageId: id })) })
  await setImageOwners(tx, ofImages)
  const ofRepositories: OwnerRow[] = []
  for (const id of book.repositories.keys()) ofRepositories.push({ id, ...(await ask({ repositoryId: id })) })
  await setRepositoryOwners(tx, ofRepositories)

  return {
    clocks,
    async settlePlaces(tx, issues) {
      const fresh = new Map<string, PlaceIdentity>()
      for (const issue of issues) {
        const key = placeKey(issue)
        if (!places.has(key)) fresh.set(key, issue)
      }
      if (fresh.size === 0) return
      const ids = await ensurePlaces(tx, [...fresh.values()])
      const settled = [...fresh].map(([key, issue]) => {
        const { workloadIds, clusterIds, ...place } = placeAmong(workloads, known, issue, weights, now)
        const id = ids.get(key)!
        places.set(key, { id, ...place })
        return { id, workloadIds, clusterIds, environment: place.environment }
      })
      await setPlaceStates(tx, settled)
    },
    placeOf(issue) {
      const place = places.get(placeKey(issue))
      if (!place) throw new Error(`The place of an issue was not settled: ${placeKey(issue)}`)
      return place
    },
    ownerOf(issue) {
      const { imageId, workloadId, repositoryId, clusterId, packageId, purl, paths } = issue
      const inBase = workloadId === null && imageId !== null && book.hasOwnedBase(imageId)
      const key = [
        ...[workloadId, imageId, repositoryId, clusterId, byComponent ? purl : '', inBase ? packageId : ''],
        ...(repositoryId === null ? [] : paths),
      ].join('\0')
      let owner = owners.get(key)
      if (!owner) {
        const { team, by } = book.ownerOf({ imageId, workloadId, repositoryId, clusterId, packageId, purl, paths })
        owner = { teamId: team === null ? null : (book.teams.ids.get(team) ?? null), ownerBy: by }
        owners.set(key, owner)
      }
      return owner
    },
  }
}

const RUNNING = maskOfStages(['deploy'])
const ATTACKED = maskOfStages(['deploy', 'runtime'])

/** An image's issue bites in the containers of the versions that it is seen in, a workload's own in all of it. */
export function placeAmong(
  workloads: readonly PlacedWorkload[],
  inventory: boolean,
  { imageId, workloadId, clusterId, versions }: PlaceIdentity,
  weights: RiskWeights,
  now: Date,
): Omit<Place, 'id'> & { workloadIds: number[]; clusterIds: number[] } {
  if (workloadId !== null) {
    const there = workloads.filter(({ id }) => id === workloadId)
    const context = prepareContext({ deployed: there.length > 0, workloads: there }, now, weights)
    return {
      running: there.length > 0,
      stages: 0,
      context,
      environment: gravest(there),
      workloadIds: there.map(({ id }) => id),
      clusterIds: clustersOf(there, clusterId),
    }
  }
  const bad = new Set(versions === '' ? [] : versions.split(',').map(Number))
  const bitten: PlacedWorkload[] = []
  let unresolved = false
  for (const workload of workloads) {
    const containers = workload.containers.filter((one) => one.imageVersionId !== null && bad.has(one.imageVersionId))
    if (containers.length > 0) bitten.push({ ...workload, containers })
    unresolved ||= workload.containers.some((one) => one.imageId === imageId && one.imageVersionId === null)
  }
  if (bitten.length === 0) {
    const running = imageId === null || !inventory || unresolved ? null : false
    return {
      running,
      stages: 0,
      context: prepareContext({ deployed: running, workloads: [] }, now, weights),
      environment: null,
      workloadIds: [],
      clusterIds: clustersOf([], clusterId),
    }
  }
  const attacked = bitten.some(({ lastAlertAt, containers }) =>
    containers.some(({ since }) => lastAlertAt !== null && since !== null && lastAlertAt >= since),
  )
  return {
    running: true,
    stages: attacked ? ATTACKED : RUNNING,
    context: prepareContext({ deployed: true, workloads: bitten }, now, weights),
    environment: gravest(bitten),
    workloadIds: bitten.map(({ id }) => id),
    clusterIds: clustersOf(bitten, clusterId),
  }
}

/** Of what runs there, or the one that the issue is of. */
function clustersOf(workloads: readonly PlacedWorkload[], own: number | null): number[] {
  const ids = workloads.length > 0 ? workloads.map(({ clusterId }) => clusterId) : own === null ? [] : [own]
  return [...new Set(ids)].sort((one, other) => one - other)
}

function gravest(workloads: readonly PlacedWorkload[]): Environment | null {
  return ENVIRONMENTS.find((one) => workloads.some(({ environment }) => environment === one)) ?? null
}
