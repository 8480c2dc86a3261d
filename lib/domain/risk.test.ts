import { expect, test } from 'vitest'
import { type RiskFacts, scoreRisk } from './risk.ts'
import { prepareContext, type RiskContext, type RiskWorkload } from './risk-context.ts'
import { DEFAULT_WEIGHTS } from './risk-weights.ts'
import { container, issue, workload } from './testing/risk-examples.ts'

const NOW = new Date('2026-11-21T09:00:00Z')

const deployed = (...workloads: RiskWorkload[]): RiskContext => ({ deployed: true, workloads })
const score = (facts: RiskFacts, context: RiskContext) => scoreRisk(facts, prepareContext(context, NOW))
const pointsOf = (facts: RiskFacts, context: RiskContext) =>
  Object.fromEntries(score(facts, context).parts.map(({ code, points }) => [code, points]))

test('the same critical vulnerability weighs by where it runs', () => {
  expect(score(issue, { deployed: false, workloads: [] }).total).toBe(23)
  expect(pointsOf(issue, deployed(workload))).toEqual({ severity: 30, cvss: 3, deployed: 6 })
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

test.each([
  ['critical', 10, 34],
  ['critical', 9, 30],
  ['high', 8.9, 26],
  ['high', 7, 22],
  ['low', 9.8, 8],
  ['critical', 5, 30],
] as const)('%s severity with a CVSS score of %d weighs %d', (severity, cvssScore, points) => {
  expect(score({ ...issue, severity, cvssScore }, { deployed: null, workloads: [] }).total).toBe(points)
})

const withContainer = (facts: Partial<RiskWorkload['containers'][number]>): RiskWorkload => ({
  ...workload,
  containers: [{ ...container, ...facts }],
})
const linesOf = (facts: RiskFacts, ...workloads: RiskWorkload[]) =>
  score(facts, deployed(...workloads)).parts.filter(({ group }) => group === 'preconditions')
const totalOf = (facts: RiskFacts, ...workloads: RiskWorkload[]) => score(facts, deployed(...workloads)).total

const root = withContainer({ runsAsRoot: true })
const capable = withContainer({ capabilitiesAdded: ['SYS_ADMIN'] })

test.each<[string, Partial<RiskFacts>, RiskWorkload, string]>([
  ['by its CVSS vector', { cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:H/I:H/A:H' }, root, 'Needs high privileges'],
  ['by a named capability', { capabilities: ['SYS_ADMIN'] }, capable, 'Needs CAP_SYS_ADMIN'],
  ['by its weakness', { cwes: ['CWE-250'] }, root, 'Misuses privileges (CWE-250)'],
  [
    'by another weakness',
    { cvssVector: 'CVSS:3.1/AV:L/PR:L', cwes: ['CWE-269'] },
    capable,
    'Gains privileges (CWE-269)',
  ],
])('what needs privileges %s falls where none are and rises where some are', (_, more, privileged, what) => {
  const needs = { ...issue, ...more }
  const plain = { ...needs, capabilities: [], cwes: [], cvssVector: needs.cvssVector?.replace('PR:H', 'PR:N') ?? null }
  expect(linesOf(needs, workload)).toContainEqual(
    expect.objectContaining({ code: 'no-privileges', points: -15, why: expect.stringContaining(what) }),
  )
  expect(linesOf(needs, workload, privileged)).toContainEqual(
    expect.objectContaining({
      code: 'has-privileges',
      points: 6,
      why: expect.stringContaining(what),
      lever: expect.stringMatching(/^(Drop|Take)/),
    }),
  )
  expect(totalOf(needs, workload)).toBe(totalOf(plain, workload) - 15)
  expect(totalOf(needs, privileged)).toBe(totalOf(plain, privileged) + 6)
})

test('a capability is asked for by its name, and found where runtimes grant it', () => {
  const needs = { ...issue, capabilities: ['NET_RAW'] }
  expect(pointsOf(needs, deployed(capable))).toHaveProperty('no-privileges')
  expect(pointsOf(needs, deployed(withContainer({ runsAsRoot: true, capabilitiesDropped: [] })))).toHaveProperty(
    'has-privileges',
  )
  const either = { ...issue, capabilities: ['NET_RAW', 'SYS_ADMIN'] }
  expect(linesOf(either, capable)).toMatchObject([
    { code: 'has-privileges', why: 'Needs CAP_NET_RAW or CAP_SYS_ADMIN: prod-eu/payments/pay-api has' },
  ])
})

test('privileges that are gained over the network are those of an application', () => {
  expect(linesOf({ ...issue, cwes: ['CWE-269'] }, workload)).toEqual([])
  const local = { ...issue, cvssVector: 'CVSS:3.1/AV:L/PR:L', cwes: ['CWE-269'] }
  expect(pointsOf(local, deployed(withContainer({ allowPrivilegeEscalation: true })))).toHaveProperty('has-privileges')
})

test.each<[string, Partial<RiskFacts>]>([
  ['an upload', { cwes: ['CWE-434'] }],
  ['a link', { cwes: ['CWE-59'] }],
  ['a path that only writes', { cwes: ['CWE-22'], cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' }],
])('what writes files by %s falls where none can be written and rises where some can', (_, more) => {
  const writes = { ...issue, ...more }
  const plain = { ...writes, cwes: [] }
  const open: RiskWorkload[] = [
    withContainer({ readOnlyRootFilesystem: false }),
    withContainer({ writableMounts: [{ path: '/data', volume: 'claim' }] }),
    withContainer({ writableMounts: [{ path: '/srv/uploads', volume: 'empty-dir' }] }),
    { ...workload, writableHostPaths: ['/var/run'] },
  ]
  for (const closed of [workload, withContainer({ writableMounts: [{ path: '/tmp/work', volume: 'empty-dir' }] })]) {
    expect(linesOf(writes, closed)).toMatchObject([{ code: 'read-only', points: -12 }])
    expect(totalOf(writes, closed)).toBe(totalOf(plain, closed) - 12)
  }
  for (const writable of open) {
    expect(linesOf(writes, workload, writable)).toMatchObject([
      { code: 'writable', points: 6, lever: expect.stringContaining('Set readOnlyRootFilesystem') },
    ])
    expect(totalOf(writes, writable)).toBe(totalOf(plain, writable) + 6)
  }
})

test('a path that is read too needs no files to be written, and planted temporary files need only /tmp', () => {
  expect(linesOf({ ...issue, cwes: ['CWE-22'] }, workload)).toEqual([])
  const scratch = withContainer({ writableMounts: [{ path: '/tmp', volume: 'empty-dir' }] })
  expect(pointsOf({ ...issue, cwes: ['CWE-377'] }, deployed(scratch))).toHaveProperty('writable')
  expect(pointsOf({ ...issue, cwes: ['CWE-377'] }, deployed(workload))).toHaveProperty('read-only')
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
  expect(total).toBe(39)
  expect(unknown.map(({ code }) => code).toSorted()).toEqual(
    ['environment', 'epss', 'exposed', 'isolated', 'loaded', 'node', 'root', 'service-account'].toSorted(),
  )
  const nowhere = score(issue, { deployed: null, workloads: [] })
  expect([nowhere.total, nowhere.unknown.map(({ code }) => code)]).toEqual([33, ['deployed']])
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
