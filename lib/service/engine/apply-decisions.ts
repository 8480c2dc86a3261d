import { issueKey } from '../../domain/identity.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { WorkloadFacts } from '../../domain/workload-facts.ts'
import { log } from '../../observe/log.ts'
import { isConnectionError } from '../../store/connection-error.ts'
import { database, type Tx } from '../../store/database.ts'
import { ensureImage, ensureVersion, lockEngine } from '../../store/engine/assets.ts'
import { noteTags } from '../../store/engine/image-versions.ts'
import {
  countFailure,
  giveTeamToDecisions,
  imagesEverRun,
  markApplied,
  type PlacedContainer,
  removeWorkload,
  setContainers,
  setFacts,
  versionOfTag,
  type WaitingDecision,
  waitingDecisions,
  workloadKnownSince,
} from '../../store/engine/inventory.ts'
import { ensureRules } from '../../store/engine/problems.ts'
import { activeSightings, endSightings, touchScope } from '../../store/engine/scopes.ts'
import { noteDeliveries } from '../coverage/note-deliveries.ts'
import { canonicalChecks } from './canonical-checks.ts'
import { knowWorkload } from './know-workload.ts'
import { loadPlacements } from './placements.ts'
import { keyHash, NO_VULNERABILITY, seeFindings } from './see-findings.ts'
import { nothingTouched, settle, type Touched } from './settle.ts'

/** Takes waiting decisions into the inventory, oldest first; returns how many. One that fails three times is passed by. */
export async function applyDecisions(limit: number): Promise<number> {
  let taken: WaitingDecision[] = []
  try {
    return await database().transaction(async (tx) => {
      await lockEngine(tx)
      taken = await waitingDecisions(tx, limit)
      await applyAll(tx, taken)
      return taken.length
    })
  } catch (error) {
    const [first, ...others] = taken
    // That the database went away is no fault of what was being applied.
    if (!first || isConnectionError(error)) throw error
    // Halved until the one that fails is alone, so that it takes no other along.
    if (others.length > 0) return applyDecisions(Math.floor(taken.length / 2))
    log.error({ err: error, decisionId: first.id }, 'a decision could not be taken into the inventory')
    await countFailure(database(), first.id, error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function applyAll(tx: Tx, decisions: readonly WaitingDecision[]): Promise<void> {
  const last = decisions.at(-1)
  if (!last) return
  const touched = nothingTouched()
  // Oldest first, so that the last of each cluster is its newest.
  for (const [clusterId, { at }] of new Map(decisions.map((decision) => [decision.clusterId, decision]))) {
    await noteDeliveries(tx, 'admission', 'admission', [{ imageId: null, repositoryId: null, clusterId }], at)
  }
  for (const decision of decisions) {
    const workloadId = await applyDecision(tx, decision, touched)
    await markApplied(tx, decision.id, workloadId)
    if (workloadId === null) continue
    touched.workloads.add(workloadId)
    for (const imageId of await imagesEverRun(tx, workloadId)) touched.images.add(imageId)
  }
  await settle(tx, touched, last.at)
  await giveTeamToDecisions(
    tx,
    decisions.map(({ id }) => id),
  )
}

/** The workload that the decision is about, or null when it changes no inventory: refused, a dry run, or no workload. */
async function applyDecision(tx: Tx, decision: WaitingDecision, touched: Touched): Promise<number | null> {
  const { facts, clusterId, at } = decision
  if (!facts || facts.subResource || decision.dryRun || decision.verdict === 'deny' || decision.operation === 'CONNECT')
    return null
  // What a controller made is its owner's business: the owner was asked about itself.
  if (facts.ownedBy) return null
  const known = await workloadKnownSince(tx, clusterId, facts, at)
  if (known !== null) return known
  if (decision.operation === 'DELETE') {
    const removed = await removeWorkload(tx, clusterId, facts.namespace, facts.kind, facts.name, at)
    for (const issueId of removed?.ended ?? []) touched.ended.add(issueId)
    return removed?.id ?? null
  }
  const { namespace, kind, name } = facts
  const id = await knowWorkload(tx, clusterId, { cluster: decision.cluster, namespace, kind, name }, at)
  await setFacts(tx, id, facts, at, decision.breakGlass !== null)
  const containers: PlacedContainer[] = []
  for (const container of facts.containers) {
    const { repository, tag, digest } = parseImageReference(container.image)
    const imageId = await ensureImage(tx, repository)
    const imageVersionId = digest
      ? await ensureVersion(tx, imageId, digest, at)
      : await versionOfTag(tx, imageId, tag ?? 'latest')
    if (digest && tag && imageVersionId !== null) await noteTags(tx, imageId, imageVersionId, [tag], at)
    containers.push({ ...container, imageId, imageVersionId })
  }
  await setContainers(tx, id, containers, at)
  await checkManifest(tx, decision, id, facts, touched)
  return id
}

/** The deploy stage's own sightings: canonical checks on what was admitted. Admitted again without them, they end. */
async function checkManifest(
  tx: Tx,
  { cluster, at }: WaitingDecision,
  workloadId: number,
  facts: WorkloadFacts,
  touched: Touched,
): Promise<void> {
  const { namespace, kind, name } = facts
  const { id: scopeId } = await touchScope(
    tx,
    {
      key: `admission|misconfiguration|cluster=${cluster}|workload=${namespace}/${kind}/${name}`,
      source: 'admission',
      scan: 'misconfiguration',
      stage: 'deploy',
      imageVersionId: null,
      workloadId,
      repositoryId: null,
      clusterId: null,
    },
    null,
    at,
    true,
  )
  const privileged = facts.containers.filter((container) => container.privileged).map((container) => container.name)
  const check = canonicalChecks().find(({ id }) => id === 'privileged-container')
  if (privileged.length === 0 || !check) {
    const active = [...(await activeSightings(tx, scopeId)).values()]
    await endSightings(
      tx,
      active.map(({ sightingId }) => sightingId),
      at,
      'rescanned',
    )
    for (const { issueId } of active) touched.ended.add(issueId)
    return
  }
  const severity = SEVERITY_RANK[check.severity]
  const rules = await ensureRules(tx, new Map([[check.id, { ...check, severity, links: [] }]]))
  const key = issueKey({
    kind: 'misconfiguration',
    rule: check.id,
    place: { workload: { cluster, namespace, kind, name } },
  })
  const placements = await loadPlacements(tx, [], [workloadId], new Date())
  await seeFindings(tx, { id: scopeId, stage: 'deploy', versions: '' }, placements, at, [
    {
      key,
      hash: keyHash(key),
      kind: 'misconfiguration',
      vulnerabilityId: null,
      packageId: null,
      ruleId: rules.get(check.id) ?? null,
      imageId: null,
      workloadId,
      repositoryId: null,
      clusterId: null,
      place: '',
      severity,
      fixedVersion: '',
      detail: JSON.stringify({ resource: `${kind}/${name}`, message: `Privileged: ${privileged.join(', ')}` }),
      fingerprint: null,
      ...NO_VULNERABILITY,
    },
  ])
}
