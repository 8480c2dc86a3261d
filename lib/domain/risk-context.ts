import { ALERT_AGES_MS } from './alert-evidence.ts'
import { hasCapability, hasDangerousCapability } from './capabilities.ts'
import { limited, type RiskPart, type RiskUnknown } from './risk-part.ts'
import { DEFAULT_WEIGHTS, type RiskWeights } from './risk-weights.ts'
import { type Answer, ask, named, negated, tell } from './workload-answer.ts'
import type { ContainerFacts, WorkloadFacts } from './workload-facts.ts'
import { filesWritable, scratchWritable } from './writable-files.ts'

/** The gravest first. */
export const ENVIRONMENTS = ['production', 'staging', 'development'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** A workload as the place where an issue bites; null is not known. Times are ISO 8601 UTC. */
export interface RiskWorkload
  extends Pick<WorkloadFacts, 'namespace' | 'name' | 'replicas' | 'hostNetwork' | 'hostPid' | 'hostIpc' | 'secrets'> {
  cluster: string
  environment: Environment | null
  /** Reachable from the internet. */
  exposed: boolean | null
  /** A NetworkPolicy restricts who reaches it. */
  isolated: boolean | null
  writableHostPaths: readonly string[]
  /** The most that its service account may do. */
  serviceAccountPower: 'none' | 'secrets' | 'cluster-admin' | null
  /** The containers that the issue is in: those of the image, or all of them. */
  containers: readonly Omit<ContainerFacts, 'image'>[]
  lastAlertAt: string | null
  brokeGlassAt: string | null
}

/** Where an issue bites: `deployed` is null when no inventory is known. */
export interface RiskContext {
  deployed: boolean | null
  workloads: readonly RiskWorkload[]
}

/** The part of the score that all issues of one context share, computed once. */
export interface PreparedContext {
  weights: RiskWeights
  parts: readonly RiskPart[]
  unknown: readonly RiskUnknown[]
  /** Points of the evidence group, before what a single issue adds. */
  evidencePoints: number
  deployed: boolean | null
  /** Whether some container here has privileges, and which. */
  privileged: Answer
  /** Whether one has privileges, or can become more than it started as. */
  escalates: Answer
  /** Whether one can write files that matter, and whether one can write at least temporary ones. */
  writable: Answer
  scratch: Answer
  /** Whether one has one of these capabilities (without `CAP_`). */
  capable(capabilities: readonly string[]): Answer
}

/** Prepares a context; `now` is what "in the last 24 hours" is measured from. */
export function prepareContext(context: RiskContext, now: Date, weights = DEFAULT_WEIGHTS): PreparedContext {
  const unknown: RiskUnknown[] = []
  const evidence = limited('evidence', evidenceParts(context.workloads, now, weights.evidence), 0, weights.evidence.max)
  const parts = [
    ...limited('reach', reachParts(context, weights.reach, unknown), weights.reach.min, weights.reach.max),
    ...limited('privilege', privilegeParts(context.workloads, weights.privilege, unknown), 0, weights.privilege.max),
    ...evidence,
  ]
  return {
    weights,
    parts,
    unknown,
    evidencePoints: evidence.reduce((sum, { points }) => sum + points, 0),
    deployed: context.deployed,
    privileged: ask(context.workloads, privilegeOf),
    escalates: ask(context.workloads, escalationOf),
    writable: ask(context.workloads, filesWritable),
    scratch: ask(context.workloads, scratchWritable),
    capable: rememberedBy((names) =>
      ask(context.workloads, ({ containers }) =>
        tell(containers, (container) => tell(names, (name) => hasCapability(container, name))),
      ),
    ),
  }
}

function reachParts(context: RiskContext, weights: RiskWeights['reach'], unknown: RiskUnknown[]): RiskPart[] {
  const { deployed, workloads } = context
  if (deployed === null) {
    unknown.push({ code: 'deployed', why: 'Nothing has told us what runs' })
    return []
  }
  if (!deployed) return [{ group: 'reach', code: 'not-deployed', points: weights.notDeployed, why: 'Runs nowhere' }]
  const parts: RiskPart[] = []
  const add = (code: string, points: number, why: string, lever?: string) =>
    parts.push({ group: 'reach', code, points, why, ...(lever && { lever }) })

  add('deployed', weights.deployed, `Runs in ${named(workloads)}`, 'Remove or replace the workload')
  const production = workloads.filter(({ environment }) => environment === 'production')
  if (production.length > 0) add('production', weights.production, `In production: ${named(production)}`)
  else if (workloads.some(({ environment }) => environment === null))
    unknown.push({ code: 'environment', why: 'The environment of a cluster is not set' })

  const exposed = workloads.filter((workload) => workload.exposed === true)
  if (exposed.length > 0)
    add('exposed', weights.internet, `Reachable from the internet: ${named(exposed)}`, 'Take it off the internet')
  else if (tell(workloads, (workload) => workload.exposed) === null)
    unknown.push({ code: 'exposed', why: 'Whether the internet reaches it is not known' })

  const isolated = tell(workloads, (workload) => negated(workload.isolated))
  if (isolated === false && workloads.length > 0) add('isolated', weights.isolated, 'Isolated by a NetworkPolicy')
  else if (isolated === null)
    unknown.push({ code: 'isolated', why: 'Whether a NetworkPolicy isolates it is not known' })

  const replicas = workloads.reduce((sum, workload) => sum + (workload.replicas ?? 0), 0)
  const isMost = workloads.length >= 10 || replicas >= 50
  if (!isMost && workloads.some((workload) => workload.replicas === null))
    unknown.push({ code: 'replicas', why: 'How many replicas run is not known' })
  const many = `${workloads.length} workloads, ${replicas} replicas`
  if (isMost) add('many', weights.veryMany, many)
  else if (workloads.length >= 3 || replicas >= 10) add('many', weights.many, many)
  return parts
}

function privilegeParts(
  workloads: readonly RiskWorkload[],
  weights: RiskWeights['privilege'],
  unknown: RiskUnknown[],
): RiskPart[] {
  if (workloads.length === 0) return []
  const parts: RiskPart[] = []
  const add = (
    code: string,
    points: number,
    what: string,
    has: (one: RiskWorkload) => boolean | null,
    lever: string,
  ) => {
    const having = workloads.filter((workload) => has(workload) === true)
    if (having.length > 0) parts.push({ group: 'privilege', code, points, why: `${what}: ${named(having)}`, lever })
    else if (tell(workloads, has) === null) unknown.push({ code, why: `Not known: ${what.toLowerCase()}` })
  }
  add(
    'node',
    weights.node,
    'Owns its node (privileged, host namespaces or host files)',
    ownsNode,
    'Take the privileges away',
  )
  add('capabilities', weights.capabilities, 'Dangerous capabilities', hasCapabilities, 'Drop the capabilities')
  add('root', weights.root, 'Runs as root', (one) => tell(one.containers, (c) => c.runsAsRoot), 'Set runAsNonRoot')
  const powerful = ({ serviceAccountPower: power }: RiskWorkload) => (power === null ? null : power !== 'none')
  add('service-account', weights.serviceAccount, 'Powerful service account', powerful, 'Narrow its role')
  add('secrets', weights.secrets, 'Secrets mounted', (one) => one.secrets.length > 0, 'Mount only what is needed')
  return parts
}

function evidenceParts(workloads: readonly RiskWorkload[], now: Date, weights: RiskWeights['evidence']): RiskPart[] {
  const parts: RiskPart[] = []
  const alertedWithin = (ageMs: number) =>
    workloads.filter(({ lastAlertAt: at }) => at !== null && now.getTime() - Date.parse(at) <= ageMs)
  const day = alertedWithin(ALERT_AGES_MS.day)
  const week = alertedWithin(ALERT_AGES_MS.week)
  const alert = (points: number, why: string) => parts.push({ group: 'evidence', code: 'alert', points, why })
  if (day.length > 0) alert(weights.alertDay, `Runtime alert in the last 24 hours: ${named(day)}`)
  else if (week.length > 0) alert(weights.alertWeek, `Runtime alert in the last 7 days: ${named(week)}`)
  const broke = workloads.filter(({ brokeGlassAt }) => brokeGlassAt !== null)
  if (broke.length > 0)
    parts.push({
      group: 'evidence',
      code: 'break-glass',
      points: weights.brokeGlass,
      why: `Admitted by break-glass: ${named(broke)}`,
    })
  return parts
}

function ownsNode(workload: RiskWorkload): boolean | null {
  if (workload.hostNetwork || workload.hostPid || workload.hostIpc || workload.writableHostPaths.length > 0) return true
  return tell(workload.containers, ({ privileged }) => privileged)
}

function hasCapabilities({ containers }: RiskWorkload): boolean {
  return containers.some(({ capabilitiesAdded }) => hasDangerousCapability(capabilitiesAdded))
}

function privilegeOf(workload: RiskWorkload): boolean | null {
  if (hasCapabilities(workload)) return true
  return tell([ownsNode(workload), tell(workload.containers, (c) => c.runsAsRoot)], (fact) => fact)
}

function escalationOf(workload: RiskWorkload): boolean | null {
  return tell([privilegeOf(workload), tell(workload.containers, (c) => c.allowPrivilegeEscalation)], (fact) => fact)
}

/** Few different questions are asked of one context, and each of them by many issues. */
function rememberedBy(answer: (names: readonly string[]) => Answer): (names: readonly string[]) => Answer {
  const known = new Map<string, Answer>()
  return (names) => {
    const key = names.join()
    const found = known.get(key) ?? answer(names)
    known.set(key, found)
    return found
  }
}
