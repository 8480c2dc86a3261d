import fc from 'fast-check'
import { ISSUE_KINDS } from '../observation.ts'
import type { RiskFacts } from '../risk.ts'
import type { RiskContext, RiskWorkload } from '../risk-context.ts'
import { WEIGHT_RULES, withWeight } from '../risk-weight-rules.ts'
import { DEFAULT_WEIGHTS, type RiskWeights } from '../risk-weights.ts'
import { SEVERITIES } from '../severity.ts'

export const issue: RiskFacts = {
  kind: 'vulnerability',
  severity: 'critical',
  cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  cvssScore: 9.8,
  cwes: [],
  capabilities: [],
  kevSince: null,
  kevKnown: true,
  epss: 0,
  secretVerified: null,
  alertPriority: null,
  packageLoaded: true,
  alertOnItself: false,
  fixedVersion: '',
}

export const container: RiskWorkload['containers'][number] = {
  name: 'app',
  type: 'app',
  privileged: false,
  runsAsRoot: false,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilitiesAdded: [],
  capabilitiesDropped: ['ALL'],
  writableMounts: [],
}

export const workload: RiskWorkload = {
  cluster: 'prod-eu',
  environment: 'staging',
  namespace: 'payments',
  name: 'pay-api',
  replicas: 1,
  hostNetwork: false,
  hostPid: false,
  hostIpc: false,
  secrets: [],
  exposed: false,
  isolated: false,
  writableHostPaths: [],
  serviceAccountPower: 'none',
  containers: [container],
  lastAlertAt: null,
  brokeGlassAt: null,
}

const fact = fc.constantFrom(true, false, null)
const time = fc.option(fc.constantFrom('2026-11-21T08:00:00Z', '2026-11-17T08:00:00Z', '2026-01-01T00:00:00Z'))
const anyContainer = fc.record({
  name: fc.constant('c'),
  type: fc.constant('app' as const),
  privileged: fact,
  runsAsRoot: fact,
  readOnlyRootFilesystem: fact,
  allowPrivilegeEscalation: fact,
  capabilitiesAdded: fc.subarray(['SYS_ADMIN', 'CHOWN']),
  capabilitiesDropped: fc.subarray(['ALL', 'NET_RAW']),
  writableMounts: fc.option(
    fc.array(
      fc.record({ path: fc.constantFrom('/tmp', '/data'), volume: fc.constantFrom('claim', 'empty-dir', 'other') }),
      {
        maxLength: 2,
      },
    ),
  ),
})
const anyWorkload: fc.Arbitrary<RiskWorkload> = fc.record({
  cluster: fc.constant('c'),
  namespace: fc.constant('n'),
  name: fc.constant('w'),
  environment: fc.constantFrom('production', 'staging', 'development', null),
  replicas: fc.option(fc.nat(100)),
  hostNetwork: fc.boolean(),
  hostPid: fc.boolean(),
  hostIpc: fc.boolean(),
  secrets: fc.subarray(['db']),
  exposed: fact,
  isolated: fact,
  writableHostPaths: fc.subarray(['/var']),
  serviceAccountPower: fc.constantFrom('none', 'secrets', 'cluster-admin', null),
  containers: fc.array(anyContainer, { maxLength: 2 }),
  lastAlertAt: time,
  brokeGlassAt: time,
})
export const anyContext: fc.Arbitrary<RiskContext> = fc.oneof(
  fc.constantFrom<RiskContext>({ deployed: false, workloads: [] }, { deployed: null, workloads: [] }),
  fc.record({ deployed: fc.constant(true), workloads: fc.array(anyWorkload, { minLength: 1, maxLength: 4 }) }),
)
export const anyIssue: fc.Arbitrary<RiskFacts> = fc.record({
  kind: fc.constantFrom(...ISSUE_KINDS),
  severity: fc.constantFrom(...SEVERITIES),
  cvssVector: fc.constantFrom(
    null,
    'CVSS:3.1/AV:L/PR:H',
    'CVSS:3.1/AV:N/PR:N/C:N/I:H',
    'CVSS:4.0/AV:N/PR:N',
    'AV:L/AC:L/Au:N',
    'nonsense',
  ),
  cvssScore: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
  cwes: fc.subarray(['CWE-434', 'CWE-79', 'CWE-377', 'CWE-22', 'CWE-250', 'CWE-269']),
  capabilities: fc.subarray(['NET_RAW', 'SYS_ADMIN']),
  kevSince: fc.constantFrom(null, '2024-03-29'),
  kevKnown: fc.boolean(),
  epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  secretVerified: fact,
  alertPriority: fc.constantFrom(null, 'Emergency', 'Notice'),
  packageLoaded: fact,
  alertOnItself: fc.boolean(),
  fixedVersion: fc.constantFrom('', '1.2'),
})

/** Any weights that an administrator could save: points within their bounds, in their order. */
export const anyWeights: fc.Arbitrary<RiskWeights> = fc
  .tuple(...WEIGHT_RULES.map(({ min, max }) => fc.integer({ min, max })))
  .map((points) => {
    const drawn = WEIGHT_RULES.reduce(
      (weights, { path }, at) => withWeight(weights, path, points[at] ?? 0),
      DEFAULT_WEIGHTS,
    )
    const rising = (...values: number[]) => values.sort((a, b) => a - b)
    const { threat, reach, evidence } = drawn
    const [low = 0, medium = 0, unknown = 0, high = 0, critical = 0] = rising(
      threat.low,
      threat.medium,
      threat.unknown,
      threat.high,
      threat.critical,
    )
    const [many = 0, veryMany = 0] = rising(reach.many, reach.veryMany)
    const [alertWeek = 0, alertDay = 0] = rising(evidence.alertWeek, evidence.alertDay)
    return {
      ...drawn,
      threat: { ...threat, low, medium, unknown, high, critical },
      reach: { ...reach, many, veryMany },
      evidence: { ...evidence, alertWeek, alertDay },
    }
  })
