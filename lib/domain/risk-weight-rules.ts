import type { RiskWeights } from './risk-weights.ts'

/** One weight as an administrator sees it. `path` is `group.key` of RiskWeights; min and max are the points that it may have. */
export interface WeightRule {
  path: WeightPath
  label: string
  meaning: string
  min: number
  max: number
}

export type WeightGroup = keyof RiskWeights
export type WeightPath = { [Group in WeightGroup]: `${Group}.${keyof RiskWeights[Group] & string}` }[WeightGroup]

export const WEIGHT_GROUPS: Readonly<Record<WeightGroup, { label: string; meaning: string }>> = {
  threat: {
    label: 'Threat',
    meaning: 'How bad the problem itself is; its CVSS score adds up to half of the way to the next severity',
  },
  reach: { label: 'Reach', meaning: 'Whether it runs, where, and who reaches it' },
  privilege: { label: 'Privilege', meaning: 'What somebody who breaks in would find there' },
  preconditions: {
    label: 'Preconditions',
    meaning: 'What an attacker needs first: fewer points where it is missing, more where it is there',
  },
  evidence: { label: 'Evidence', meaning: 'What was seen at runtime' },
}

const adds = (path: WeightPath, label: string, meaning: string): WeightRule => ({
  path,
  label,
  meaning,
  min: 0,
  max: 100,
})
const takes = (path: WeightPath, label: string, meaning: string): WeightRule => ({
  path,
  label,
  meaning,
  min: -100,
  max: 0,
})

/** Every weight, in the order of the sum. What adds never takes away, so that the risk only rises with severity, likelihood, exposure and privilege. */
export const WEIGHT_RULES: readonly WeightRule[] = [
  adds('threat.max', 'At most', 'The group adds no more than this'),
  adds('threat.critical', 'Critical severity', 'Or a CVSS score of 9 and more where no source states a severity'),
  adds('threat.high', 'High severity', 'Or a CVSS score of 7 and more'),
  adds('threat.medium', 'Medium severity', 'Or a CVSS score of 4 and more'),
  adds('threat.low', 'Low severity', 'Or a lower CVSS score'),
  adds(
    'threat.unknown',
    'Unknown severity',
    'No source states one: between low and critical, since not known is not harmless',
  ),
  adds('threat.kev', 'Known to be exploited', 'In the KEV catalogue of CISA'),
  adds('threat.epss', 'Likely to be exploited', 'At an EPSS probability of 100 %; in proportion below'),
  adds('threat.verifiedSecret', 'Secret that works', 'Somebody tried it'),
  adds('threat.alertPriority', 'Alert above critical', 'The sensor says alert or emergency'),
  takes('reach.min', 'At least', 'The group takes no more away than this'),
  adds('reach.max', 'At most', 'The group adds no more than this'),
  takes('reach.notDeployed', 'Runs nowhere', 'No workload runs a version that has it'),
  adds('reach.deployed', 'Runs', 'Some workload runs a version that has it'),
  adds('reach.production', 'In production', 'A cluster whose environment is production'),
  adds('reach.internet', 'Reachable from the internet', 'A load balancer, ingress, gateway or node port leads to it'),
  takes('reach.isolated', 'Isolated', 'A network policy restricts who reaches every place where it runs'),
  adds('reach.many', 'Runs often', '3 workloads or 10 replicas and more'),
  adds('reach.veryMany', 'Runs very often', '10 workloads or 50 replicas and more'),
  adds('privilege.max', 'At most', 'The group adds no more than this'),
  adds('privilege.node', 'Owns its node', 'Privileged, host namespaces, or writable files of the host'),
  adds(
    'privilege.capabilities',
    'Dangerous capabilities',
    'Added capabilities that help an attacker out of the container',
  ),
  adds('privilege.root', 'Runs as root', 'Some container runs as uid 0'),
  adds('privilege.serviceAccount', 'Powerful service account', 'It reads secrets of the cluster, or administers it'),
  adds('privilege.secrets', 'Secrets mounted', 'Secrets are in its files or environment'),
  takes('preconditions.min', 'At least', 'The group takes no more away than this'),
  adds('preconditions.max', 'At most', 'The group adds no more than this'),
  takes(
    'preconditions.privileges',
    'Needs privileges that are not there',
    'By its CVSS vector, a named capability or its weakness; no container here has them',
  ),
  adds('preconditions.privilegesMet', 'Needs privileges that are there', 'Some container here has them'),
  takes(
    'preconditions.fileSystem',
    'Writes files where none can be written',
    'Every root file system is read-only and no volume at risk is writable',
  ),
  adds(
    'preconditions.fileSystemMet',
    'Writes files where some can be written',
    'Some container here can write files that matter',
  ),
  takes('preconditions.local', 'Needs local access', 'By its CVSS vector, local or physical'),
  takes('preconditions.notLoaded', 'Never loaded', 'The package was never loaded at runtime'),
  adds('evidence.max', 'At most', 'The group adds no more than this'),
  adds('evidence.alertDay', 'Alert today', 'A runtime alert on a workload where it runs, in the last 24 hours'),
  adds('evidence.alertWeek', 'Alert this week', 'The same, in the last 7 days'),
  adds('evidence.alertItself', 'Alert on itself', 'A runtime alert names the very package or process'),
  adds('evidence.brokeGlass', 'Break-glass', 'A workload where it runs was admitted by break-glass'),
]

/** Of each row no weight is above the next. */
const RISING: readonly (readonly WeightPath[])[] = [
  ['threat.low', 'threat.medium', 'threat.high', 'threat.critical'],
  ['threat.low', 'threat.unknown', 'threat.critical'],
  ['reach.notDeployed', 'reach.deployed'],
  ['reach.many', 'reach.veryMany'],
  ['evidence.alertWeek', 'evidence.alertDay'],
]

export function weightAt(weights: RiskWeights, path: WeightPath): number {
  const [group = '', key = ''] = path.split('.')
  return (weights as unknown as Record<string, Record<string, number>>)[group]?.[key] ?? Number.NaN
}

/** The same weights but one. */
export function withWeight(weights: RiskWeights, path: WeightPath, points: number): RiskWeights {
  const [group, key = ''] = path.split('.') as [WeightGroup, string]
  return { ...weights, [group]: { ...weights[group], [key]: points } }
}

export interface WeightProblem {
  path: WeightPath
  message: string
}

/** Why these weights cannot be used; none when the properties of the score hold with them. */
export function weightProblems(weights: RiskWeights): WeightProblem[] {
  const problems: WeightProblem[] = []
  for (const { path, min, max } of WEIGHT_RULES) {
    const points = weightAt(weights, path)
    if (!Number.isInteger(points) || points < min || points > max)
      problems.push({ path, message: `Give a whole number from ${min} to ${max}` })
  }
  for (const row of RISING) {
    for (const [at, path] of row.entries()) {
      const below = row[at - 1]
      if (below && weightAt(weights, below) > weightAt(weights, path))
        problems.push({ path, message: `Not below ${labelOf(below)} (${weightAt(weights, below)})` })
    }
  }
  return problems
}

/** The weights of `after` that are others than in `before`. */
export function changedWeights(
  before: RiskWeights,
  after: RiskWeights,
): { path: WeightPath; from: number; to: number }[] {
  return WEIGHT_RULES.map(({ path }) => ({ path, from: weightAt(before, path), to: weightAt(after, path) })).filter(
    ({ from, to }) => from !== to,
  )
}

export function labelOf(path: WeightPath): string {
  return WEIGHT_RULES.find((rule) => rule.path === path)?.label ?? path
}
