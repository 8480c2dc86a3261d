import { type OwnedBy, ownerOf } from '../../domain/ownership.ts'
import { type PreparedContext, prepareContext } from '../../domain/risk-context.ts'
import type { Db } from '../../store/database.ts'
import { ensurePlaces, type PlaceIdentity, placeKey, setPlaceWorkloads } from '../../store/engine/places.ts'
import {
  createTeam,
  type ImageOwnership,
  imagesOf,
  inventoryKnown,
  ownershipRules,
  type PlacedWorkload,
  setWorkloadTeam,
  teamIdsBySlug,
  workloadsOf,
} from '../../store/engine/placing.ts'
import { maskOfStages } from '../../store/issues/cell.ts'

/** What an issue's place decides for it: whether it runs there, the stages that follow, and the context of its risk. */
export interface Place {
  id: number
  running: boolean | null
  /** Stage mask. */
  stages: number
  context: PreparedContext
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
  ownerOf(issue: PlaceIdentity & { purl: string | null }): Owner
}

export async function loadPlacements(
  tx: Db,
  imageIds: readonly number[],
  workloadIds: readonly number[],
  now: Date,
): Promise<Placements> {
  const workloads = await workloadsOf(tx, imageIds, workloadIds)
  const images = new Map((await imagesOf(tx, imageIds)).map((image) => [image.id, image]))
  const known = await inventoryKnown(tx)
  const rules = await ownershipRules(tx)
  const teams = await teamIdsBySlug(tx)
  const byComponent = rules.some(({ kind }) => kind === 'component')
  const places = new Map<string, Place>()
  const owners = new Map<string, Owner>()

  const ask = (workload: PlacedWorkload | undefined, image: ImageOwnership | undefined, purl: string | null) =>
    ownerOf(
      {
        hand: null,
        baseImages: [],
        purl,
        labels: workload?.labels ?? {},
        annotations: workload?.annotations ?? {},
        namespace: workload?.namespace ?? null,
        namespaceLabels: {},
        imageRepository: image?.repository ?? null,
        imageLabels: image?.labels ?? {},
        path: null,
        codeowners: [],
      },
      rules,
      new Set(teams.keys()),
    )
  const own = (...subject: Parameters<typeof ask>): Owner => {
    const { team, by } = ask(...subject)
    return { teamId: team === null ? null : (teams.get(team) ?? null), ownerBy: by }
  }
  const first = ({ imageId, workloadId }: Pick<PlaceIdentity, 'imageId' | 'workloadId'>) =>
    workloads.find(({ id, containers }) =>
      workloadId === null ? containers.some((one) => one.imageId === imageId) : id === workloadId,
    )

  // A team that a label names for the first time is made here, so that whoever asks later need not wait.
  const subjects = [
    ...workloads.map((workload) => [workload, undefined] as const),
    ...[...images.values()].map((image) => [first({ imageId: image.id, workloadId: null }), image] as const),
  ]
  for (const [workload, image] of subjects) {
    const { suggestedTeam } = ask(workload, image, null)
    if (suggestedTeam !== null) teams.set(suggestedTeam, await createTeam(tx, suggestedTeam))
  }
  for (const workload of workloads) {
    if (!workloadIds.includes(workload.id)) continue
    const { teamId, ownerBy } = own(workload, undefined, null)
    await setWorkloadTeam(tx, workload.id, teamId, ownerBy)
  }

  return {
    async settlePlaces(tx, issues) {
      const fresh = new Map<string, PlaceIdentity>()
      for (const issue of issues) {
        const key = placeKey(issue)
        if (!places.has(key)) fresh.set(key, issue)
      }
      if (fresh.size === 0) return
      const ids = await ensurePlaces(tx, [...fresh.values()])
      const settled = [...fresh].map(([key, issue]) => {
        const { workloadIds, ...place } = placeAmong(workloads, known, issue, now)
        const id = ids.get(key)!
        places.set(key, { id, ...place })
        return { id, workloadIds }
      })
      await setPlaceWorkloads(tx, settled)
    },
    placeOf(issue) {
      const place = places.get(placeKey(issue))
      if (!place) throw new Error(`The place of an issue was not settled: ${placeKey(issue)}`)
      return place
    },
    ownerOf(issue) {
      const key = `${issue.workloadId ?? ''} ${issue.imageId ?? ''} ${byComponent ? issue.purl : ''}`
      const image = issue.imageId === null ? undefined : images.get(issue.imageId)
      const owner = owners.get(key) ?? own(first(issue), image, issue.purl)
      owners.set(key, owner)
      return owner
    },
  }
}

const RUNNING = maskOfStages(['deploy'])
const ATTACKED = maskOfStages(['deploy', 'runtime'])

/** An image's issue bites in the containers of the versions that it is seen in, a workload's own in all of it. */
function placeAmong(
  workloads: readonly PlacedWorkload[],
  inventory: boolean,
  { imageId, workloadId, versions }: PlaceIdentity,
  now: Date,
): Omit<Place, 'id'> & { workloadIds: number[] } {
  if (workloadId !== null) {
    const there = workloads.filter(({ id }) => id === workloadId)
    const context = prepareContext({ deployed: there.length > 0, workloads: there }, now)
    return { running: there.length > 0, stages: 0, context, workloadIds: there.map(({ id }) => id) }
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
    return { running, stages: 0, context: prepareContext({ deployed: running, workloads: [] }, now), workloadIds: [] }
  }
  const attacked = bitten.some(({ lastAlertAt, containers }) =>
    containers.some(({ since }) => lastAlertAt !== null && since !== null && lastAlertAt >= since),
  )
  return {
    running: true,
    stages: attacked ? ATTACKED : RUNNING,
    context: prepareContext({ deployed: true, workloads: bitten }, now),
    workloadIds: bitten.map(({ id }) => id),
  }
}
