import { ownerOf } from '../../domain/ownership.ts'
import { scoreRisk } from '../../domain/risk.ts'
import { prepareContext } from '../../domain/risk-context.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import {
  createTeam,
  type ImageOwnership,
  imagesOf,
  issuesToScore,
  ownershipRules,
  type PlacedWorkload,
  setScores,
  setWorkloadTeam,
  teamIdsBySlug,
  workloadsOf,
} from '../../store/engine/scoring.ts'

/** Finds the owners of these workloads and images and scores their issues; writes what differs. */
export async function ownAndScore(
  tx: Db,
  imageIds: readonly number[],
  workloadIds: readonly number[],
  now: Date,
): Promise<void> {
  const issues = await issuesToScore(tx, imageIds, workloadIds)
  const workloads = await workloadsOf(tx, imageIds, workloadIds)
  const images = await imagesOf(tx, imageIds)
  const rules = await ownershipRules(tx)
  const teams = await teamIdsBySlug(tx)
  const slugs = new Set(teams.keys())
  const own = async (workload: PlacedWorkload | undefined, image: ImageOwnership | undefined, purl: string | null) => {
    const owner = ownerOf(
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
      slugs,
    )
    const slug = owner.team ?? owner.suggestedTeam
    if (slug === null) return { teamId: null, ownerBy: owner.by }
    if (!teams.has(slug)) {
      teams.set(slug, await createTeam(tx, slug))
      slugs.add(slug)
    }
    return { teamId: teams.get(slug) ?? null, ownerBy: owner.by }
  }
  for (const workload of workloads) {
    if (!workloadIds.includes(workload.id)) continue
    const { teamId, ownerBy } = await own(workload, undefined, null)
    await setWorkloadTeam(tx, workload.id, teamId, ownerBy)
  }
  const idle = prepareContext({ deployed: false, workloads: [] }, now)
  const unknown = prepareContext({ deployed: null, workloads: [] }, now)
  const contexts = new Map<string, ReturnType<typeof prepareContext>>()
  const owners = new Map<string, { teamId: number | null; ownerBy: string }>()
  const changed: { id: number; risk: number; teamId: number | null; ownerBy: string }[] = []
  for (const issue of issues) {
    const places = workloads.filter((one) =>
      issue.imageId !== null ? one.imageIds.includes(issue.imageId) : one.id === issue.workloadId,
    )
    const place = `${issue.imageId} ${issue.workloadId}`
    if (!contexts.has(place)) contexts.set(place, prepareContext({ deployed: true, workloads: places }, now))
    const runs = issue.workloadId !== null ? places.length > 0 : issue.running
    const context = runs === null ? unknown : runs ? contexts.get(place)! : idle
    const { total: risk } = scoreRisk(
      {
        ...issue,
        severity: severityOfRank(issue.severity),
        secretVerified: null,
        alertPriority: null,
        packageLoaded: null,
        alertOnItself: issue.kind === 'threat',
      },
      context,
    )
    const ownedAs = rules.some(({ kind }) => kind === 'component') ? `${place} ${issue.purl}` : place
    if (!owners.has(ownedAs)) {
      owners.set(
        ownedAs,
        await own(
          places[0],
          images.find(({ id }) => id === issue.imageId),
          issue.purl,
        ),
      )
    }
    const owner = issue.ownerBy === 'hand' ? { teamId: issue.teamId, ownerBy: 'hand' } : owners.get(ownedAs)!
    if (risk !== issue.risk || owner.teamId !== issue.teamId || owner.ownerBy !== issue.ownerBy) {
      changed.push({ id: issue.id, risk, ...owner })
    }
  }
  await setScores(tx, changed, now)
}
