import type { AlertObservation } from '../../domain/alert.ts'
import { alertWeighsLessAt } from '../../domain/alert-evidence.ts'
import { issueKey, type ThreatPlace } from '../../domain/identity.ts'
import { workloadOfPod } from '../../domain/pod-owner.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import { readFalcoEvents } from '../../formats/falco.ts'
import { log } from '../../observe/log.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { isConnectionError } from '../../store/connection-error.ts'
import { database, type Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import {
  addAlerts,
  backdateThreat,
  deleteBatches,
  eventsOf,
  failBatch,
  knownWorkloads,
  noteAlerts,
  waitingBatches,
} from '../../store/engine/events.ts'
import { imagesEverRun } from '../../store/engine/inventory.ts'
import { ensureRules } from '../../store/engine/problems.ts'
import { touchScope } from '../../store/engine/scopes.ts'
import { noteDeliveries } from '../coverage/note-deliveries.ts'
import { loadPlacements, type Placements } from './placements.ts'
import { alertScopeKey, keyHash, NO_VULNERABILITY, seeFindings } from './see-findings.ts'
import { nothingTouched, settle } from './settle.ts'

/** Alerts of one rule at one place and hour, counted. */
interface Burst {
  key: string
  rule: string
  clusterId: number
  cluster: string
  workloadId: number | null
  hour: string
  alerts: number
  first: AlertObservation
  last: AlertObservation
  lastEventAt: Date
  lastEventId: string
}

/** Turns waiting batches of events into threats; returns how many batches. One that fails three times is set aside. */
export async function processEventBatch(limit: number): Promise<number> {
  let failing: number[] = []
  try {
    return await database().transaction(async (tx) => {
      await lockEngine(tx)
      const batches = await waitingBatches(tx, limit)
      if (batches.length === 0) return 0
      failing = batches
      await processEvents(tx, batches)
      await deleteBatches(tx, batches)
      return batches.length
    })
  } catch (error) {
    // That the database went away is no fault of what was being processed.
    if (failing.length === 0 || isConnectionError(error)) throw error
    // Halved until the one that fails is alone, so that it takes no other along.
    if (failing.length > 1) return processEventBatch(Math.floor(failing.length / 2))
    log.error({ err: error, batchId: failing[0] }, 'a batch of events could not be processed')
    const message = error instanceof Error ? error.message : String(error)
    await database().transaction((tx) => failBatch(tx, failing[0] ?? 0, message))
    return 1
  }
}

async function processEvents(tx: Tx, batches: readonly number[]): Promise<void> {
  const events = await eventsOf(tx, batches)
  const bursts = new Map<string, Burst>()
  const heard = new Map<number, Date>()
  const known = new Map<number, Awaited<ReturnType<typeof knownWorkloads>>>()
  const fallback = events.some(({ clusterId }) => clusterId === null) ? await ensureCluster(tx, 'unknown') : 0
  for (const event of events) {
    const clusterId = event.clusterId ?? fallback
    const cluster = event.cluster ?? 'unknown'
    const before = heard.get(clusterId)
    if (!before || before < event.receivedAt) heard.set(clusterId, event.receivedAt)
    if (!known.has(clusterId)) known.set(clusterId, await knownWorkloads(tx, clusterId))
    for (const { alert: told } of readFalcoEvents(event.body, event.receivedAt).alerts) {
      const alert = notAfter(told, event.receivedAt)
      const { place, workloadId } = placeOf(alert, cluster, known.get(clusterId) ?? [])
      const key = issueKey({ kind: 'threat', rule: `falco:${alert.rule}`, place })
      const hour = `${event.at.toISOString().slice(0, 13)}:00:00Z`
      const burst = bursts.get(`${key}\n${hour}`)
      if (!burst) {
        const added = { alerts: 1, first: alert, last: alert, lastEventAt: event.at, lastEventId: event.id }
        bursts.set(`${key}\n${hour}`, {
          key,
          rule: `falco:${alert.rule}`,
          clusterId,
          cluster,
          workloadId,
          hour,
          ...added,
        })
        continue
      }
      burst.alerts++
      if (alert.at < burst.first.at) burst.first = alert
      if (alert.at >= burst.last.at) Object.assign(burst, { last: alert, lastEventAt: event.at, lastEventId: event.id })
    }
  }
  for (const [clusterId, at] of heard) {
    await noteDeliveries(tx, 'events', 'falco', [{ imageId: null, repositoryId: null, clusterId }], at)
  }
  await storeBursts(
    tx,
    [...bursts.values()].sort((a, b) => (a.first.at < b.first.at ? -1 : 1)),
  )
}

async function storeBursts(tx: Tx, bursts: readonly Burst[]): Promise<void> {
  const now = new Date()
  const lastAlerts = new Map<number, string>()
  for (const { workloadId, last } of bursts) {
    if (workloadId === null) continue
    const known = lastAlerts.get(workloadId)
    if (known === undefined || last.at > known) lastAlerts.set(workloadId, last.at)
  }
  const workloadIds = [...lastAlerts.keys()]
  const attacked = await noteAlerts(
    tx,
    [...lastAlerts].map(([id, at]) => ({ id, at, weighsLessAt: alertWeighsLessAt(new Date(at), now) })),
    now,
  )
  const placements = await loadPlacements(tx, [], workloadIds, now)
  for (const burst of bursts) await storeBurst(tx, burst, placements)
  const touched = nothingTouched()
  for (const id of attacked) {
    touched.workloads.add(id)
    for (const imageId of await imagesEverRun(tx, id)) touched.images.add(imageId)
  }
  await settle(tx, touched, now)
}

/** A sensor's clock may run ahead of ours; nothing happened in the future. */
function notAfter(alert: AlertObservation, receivedAt: Date): AlertObservation {
  return Date.parse(alert.at) > receivedAt.getTime() ? { ...alert, at: receivedAt.toISOString() } : alert
}

function placeOf(
  alert: AlertObservation,
  cluster: string,
  known: readonly { id: number; namespace: string; kind: string; name: string }[],
): { place: ThreatPlace; workloadId: number | null } {
  if (alert.namespace && alert.pod) {
    const { namespace, kind, name, guessed } = workloadOfPod(alert.pod, alert.namespace, known)
    if (guessed) return { place: { cluster, namespace, podOwner: name }, workloadId: null }
    const workload = known.find((one) => one.namespace === namespace && one.kind === kind && one.name === name)
    return { place: { workload: { cluster, namespace, kind, name } }, workloadId: workload?.id ?? null }
  }
  if (alert.imageRepository) return { place: { cluster, image: alert.imageRepository }, workloadId: null }
  return { place: { cluster, host: alert.hostname ?? 'unknown' }, workloadId: null }
}

async function storeBurst(tx: Tx, burst: Burst, placements: Placements): Promise<void> {
  const { key, rule, clusterId, workloadId, first, last } = burst
  const at = new Date(first.at)
  const severity = SEVERITY_RANK[last.severity]
  const rules = await ensureRules(
    tx,
    new Map([[rule, { title: last.rule, description: '', remediation: '', severity, links: [] }]]),
  )
  const subject = {
    workloadId,
    clusterId: workloadId === null ? clusterId : null,
    imageVersionId: null,
    repositoryId: null,
  }
  const scope = { key: alertScopeKey(key), source: 'falco', scan: 'alert', stage: 'runtime' as const, ...subject }
  const { id } = await touchScope(tx, scope, null, new Date(last.at), false)
  const hash = keyHash(key)
  const seen = await seeFindings(tx, { id, stage: 'runtime', versions: '' }, placements, at, [
    {
      key,
      hash,
      kind: 'threat',
      vulnerabilityId: null,
      packageId: null,
      ruleId: rules.get(rule) ?? null,
      imageId: null,
      workloadId,
      repositoryId: null,
      clusterId: workloadId === null ? clusterId : null,
      place: last.process ?? '',
      severity,
      fixedVersion: '',
      detail: JSON.stringify({ process: last.process, commandLine: last.commandLine, user: last.user }),
      fingerprint: null,
      ...NO_VULNERABILITY,
      alertPriority: last.priority,
    },
  ])
  const sample = {
    output: last.output,
    priority: last.priority,
    process: last.process,
    commandLine: last.commandLine,
    pod: last.pod,
  }
  if (seen.known > 0) await backdateThreat(tx, hash, at)
  await addAlerts(tx, hash, { ...burst, firstAt: first.at, lastAt: last.at, sample })
}
