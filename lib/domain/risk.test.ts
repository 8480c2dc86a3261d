import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ISSUE_KINDS } from './observation.ts'
import { type RiskFacts, scoreRisk } from './risk.ts'
import { prepareContext, type RiskContext, type RiskWorkload } from './risk-context.ts'
import { DEFAULT_WEIGHTS } from './risk-weights.ts'
import { SEVERITIES } from './severity.ts'

const NOW = new Date('2026-11-21T09:00:00Z')

const issue: RiskFacts = {
  kind: 'vulnerability',
  severity: 'critical',
  cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  cvssScore: 9.8,
  cwes: [],
  kevSince: null,
  epss: 0,
  secretVerified: null,
  alertPriority: null,
  packageLoaded: true,
  alertOnItself: false,
  fixedVersion: '',
}

const container: RiskWorkload['containers'][number] = {
  name: 'app',
  type: 'app',
  privileged: false,
  runsAsRoot: false,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilitiesAdded: [],
  capabilitiesDropped: ['ALL'],
}

const workload: RiskWorkload = {
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

const deployed = (...workloads: RiskWorkload[]): RiskContext => ({ deployed: true, workloads })
const score = (facts: RiskFacts, context: RiskContext) => scoreRisk(facts, prepareContext(context, NOW))
const pointsOf = (facts: RiskFacts, context: RiskContext) =>
  Object.fromEntries(score(facts, context).parts.map(({ code, points }) => [code, points]))

test('the same critical vulnerability weighs by where it runs', () => {
  expect(score(issue, { deployed: false, workloads: [] }).total).toBe(20)
  expect(pointsOf(issue, deployed(workload))).toEqual({ severity: 30, deployed: 6 })
  const worst: RiskWorkload = {
    ...workload,
    environment: 'production',
    exposed: true,
    containers: [{ ...container, privileged: true, runsAsRoot: true, capabilitiesAdded: ['CAP_SYS_ADMIN'] }],
    serviceAccountPower: 'cluster-admin',
    secrets: ['db'],
    lastAlertAt: '2026-11-21T01:00:00Z',
    brokeGlassAt: '2026-11-20T01:00:00Z',
  }
  const facts = { ...issue, kevSince: '2021-12-10', epss: 1, alertOnItself: true }
  expect(pointsOf(facts, deployed(worst))).toMatchObject({
    capabilities: 6,
    root: 3,
    secrets: 3,
    'privilege-limit': -10,
    production: 6,
    exposed: 12,
    node: 10,
    alert: 10,
    'break-glass': 5,
  })
  expect(score(facts, deployed(worst)).total).toBe(100)
})

test('a vulnerability that needs privileges ranks high only where they exist', () => {
  const needs = { ...issue, cvssVector: 'CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:C/C:H/I:H/A:H' }
  expect(pointsOf(needs, deployed(workload))).toMatchObject({ 'no-privileges': -15, local: -8 })
  const root = { ...workload, containers: [{ ...container, runsAsRoot: true }] }
  expect(pointsOf(needs, deployed(workload, root))).not.toHaveProperty('no-privileges')
  const capable = { ...workload, containers: [{ ...container, capabilitiesAdded: ['NET_ADMIN'] }] }
  expect(pointsOf(needs, deployed(capable))).not.toHaveProperty('no-privileges')
  const unknown = { ...workload, containers: [{ ...container, runsAsRoot: null }] }
  expect(pointsOf(needs, deployed(unknown))).not.toHaveProperty('no-privileges')
  expect(score(needs, deployed(unknown)).unknown.map(({ code }) => code)).toContain('no-privileges')
})

test('one that writes files is not critical where every root file system is read-only', () => {
  const writes = { ...issue, cwes: ['CWE-434'] }
  expect(pointsOf(writes, deployed(workload))).toMatchObject({ 'read-only': -12 })
  for (const readOnlyRootFilesystem of [false, null]) {
    const writable = { ...workload, containers: [container, { ...container, readOnlyRootFilesystem }] }
    expect(pointsOf(writes, deployed(writable))).not.toHaveProperty('read-only')
  }
})

test('what is not known neither helps nor hurts, and is listed', () => {
  const dark: RiskWorkload = {
    ...workload,
    environment: null,
    exposed: null,
    isolated: null,
    serviceAccountPower: null,
    containers: [{ ...container, privileged: null, runsAsRoot: null, readOnlyRootFilesystem: null }],
  }
  const { total, unknown } = score({ ...issue, epss: null, packageLoaded: null }, deployed(dark))
  expect(total).toBe(36)
  expect(unknown.map(({ code }) => code).toSorted()).toEqual(
    ['environment', 'epss', 'exposed', 'isolated', 'loaded', 'node', 'root', 'service-account'].toSorted(),
  )
  const nowhere = score(issue, { deployed: null, workloads: [] })
  expect([nowhere.total, nowhere.unknown.map(({ code }) => code)]).toEqual([30, ['deployed']])
})

test('where it runs nowhere, nothing is asked of containers', () => {
  const needs = { ...issue, cvssVector: 'CVSS:3.1/AV:N/PR:H', packageLoaded: null }
  expect(score(needs, { deployed: false, workloads: [] }).unknown).toEqual([])
})

test('weights are data, and evidence keeps to its bound whichever they are', () => {
  const weights = { ...DEFAULT_WEIGHTS, evidence: { ...DEFAULT_WEIGHTS.evidence, max: 12 } }
  const alerted = { ...workload, lastAlertAt: '2026-11-21T08:00:00Z' }
  const evidence = (one: RiskWorkload) =>
    scoreRisk({ ...issue, alertOnItself: true }, prepareContext(deployed(one), NOW, weights))
      .parts.filter(({ group }) => group === 'evidence')
      .reduce((sum, { points }) => sum + points, 0)
  expect(evidence(alerted)).toBe(12)
  expect(evidence({ ...alerted, brokeGlassAt: '2026-11-20T08:00:00Z' })).toBe(12)
})

test('an alert counts for a week, more on its first day', () => {
  const alerted = (lastAlertAt: string) => pointsOf(issue, deployed({ ...workload, lastAlertAt })).alert
  expect(alerted('2026-11-20T10:00:00Z')).toBe(10)
  expect(alerted('2026-11-18T10:00:00Z')).toBe(5)
  expect(alerted('2026-11-01T10:00:00Z')).toBeUndefined()
})

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
  capabilitiesDropped: fc.constant<string[]>([]),
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
const anyContext: fc.Arbitrary<RiskContext> = fc.oneof(
  fc.constantFrom<RiskContext>({ deployed: false, workloads: [] }, { deployed: null, workloads: [] }),
  fc.record({ deployed: fc.constant(true), workloads: fc.array(anyWorkload, { minLength: 1, maxLength: 4 }) }),
)
const anyIssue: fc.Arbitrary<RiskFacts> = fc.record({
  kind: fc.constantFrom(...ISSUE_KINDS),
  severity: fc.constantFrom(...SEVERITIES),
  cvssVector: fc.constantFrom(null, 'CVSS:3.1/AV:L/PR:H', 'CVSS:4.0/AV:N/PR:N', 'AV:L/AC:L/Au:N', 'nonsense'),
  cvssScore: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
  cwes: fc.subarray(['CWE-434', 'CWE-79']),
  kevSince: fc.constantFrom(null, '2024-03-29'),
  epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  secretVerified: fact,
  alertPriority: fc.constantFrom(null, 'Emergency', 'Notice'),
  packageLoaded: fact,
  alertOnItself: fc.boolean(),
  fixedVersion: fc.constantFrom('', '1.2'),
})

test('the parts are whole numbers that add up to the total, 0 to 100', () => {
  fc.assert(
    fc.property(anyIssue, anyContext, (facts, context) => {
      const { total, parts } = score(facts, context)
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(total)
      expect(total).toBeGreaterThanOrEqual(0)
      expect(total).toBeLessThanOrEqual(100)
      for (const { points } of parts) expect(Number.isInteger(points)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const neverLower = (change: (facts: RiskFacts) => RiskFacts) =>
  fc.assert(
    fc.property(anyIssue, anyContext, (facts, context) => {
      expect(score(change(facts), context).total).toBeGreaterThanOrEqual(score(facts, context).total)
    }),
  )

test('a worse severity, a likelier exploit, KEV or an alert never lowers the risk', () => {
  const worse = { critical: 'critical', high: 'critical', medium: 'high', low: 'medium' } as const
  neverLower((facts) => (facts.severity === 'unknown' ? facts : { ...facts, severity: worse[facts.severity] }))
  neverLower((facts) => ({ ...facts, epss: Math.min(1, (facts.epss ?? 0) + 0.3) }))
  neverLower((facts) => ({ ...facts, kevSince: '2024-03-29' }))
  neverLower((facts) => ({ ...facts, alertOnItself: true }))
})

test('more privilege, exposure, production or power around it never lowers the risk', () => {
  const changes: ((workload: RiskWorkload) => RiskWorkload)[] = [
    (one) => ({ ...one, exposed: true }),
    (one) => ({ ...one, environment: 'production' }),
    (one) => ({ ...one, hostPid: true }),
    (one) => ({ ...one, serviceAccountPower: 'cluster-admin' }),
    (one) => ({ ...one, lastAlertAt: '2026-11-21T08:30:00Z' }),
    (one) => ({ ...one, containers: one.containers.map((c) => ({ ...c, privileged: true, runsAsRoot: true })) }),
    (one) => ({ ...one, containers: one.containers.map((c) => ({ ...c, readOnlyRootFilesystem: false })) }),
  ]
  fc.assert(
    fc.property(anyIssue, anyContext, fc.constantFrom(...changes), (facts, context, change) => {
      const [first, ...others] = context.workloads
      fc.pre(first !== undefined)
      const changed = { ...context, workloads: [change(first), ...others] }
      expect(score(facts, changed).total).toBeGreaterThanOrEqual(score(facts, context).total)
    }),
    { numRuns: 500 },
  )
})
