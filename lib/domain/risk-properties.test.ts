import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Risk, type RiskFacts, scoreRisk } from './risk.ts'
import { prepareContext, type RiskContext, type RiskWorkload } from './risk-context.ts'
import { DEFAULT_WEIGHTS, type RiskWeights } from './risk-weights.ts'
import { anyContext, anyIssue, anyWeights, container, issue, workload } from './testing/risk-examples.ts'

const NOW = new Date('2026-11-21T09:00:00Z')
const RUNS = { numRuns: 1_000 }

const score = (facts: RiskFacts, context: RiskContext, weights: RiskWeights = DEFAULT_WEIGHTS): Risk =>
  scoreRisk(facts, prepareContext(context, NOW, weights))

test('whatever the weights, the parts are whole numbers that add up to the total, 0 to 100', () => {
  fc.assert(
    fc.property(anyIssue, anyContext, anyWeights, (facts, context, weights) => {
      const { total, parts } = score(facts, context, weights)
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(total)
      expect(total).toBeGreaterThanOrEqual(0)
      expect(total).toBeLessThanOrEqual(100)
      for (const { points, why } of parts) {
        expect(Number.isInteger(points)).toBe(true)
        expect(why).not.toBe('')
      }
    }),
    RUNS,
  )
})

test('the parts of a group keep within its bounds', () => {
  fc.assert(
    fc.property(anyIssue, anyContext, anyWeights, (facts, context, weights) => {
      const { parts } = score(facts, context, weights)
      const sum = (group: string) =>
        parts.filter((part) => part.group === group).reduce((all, { points }) => all + points, 0)
      for (const group of ['threat', 'privilege', 'evidence'] as const) {
        expect(sum(group)).toBeGreaterThanOrEqual(0)
        expect(sum(group)).toBeLessThanOrEqual(weights[group].max)
      }
      for (const group of ['reach', 'preconditions'] as const) {
        expect(sum(group)).toBeGreaterThanOrEqual(weights[group].min)
        expect(sum(group)).toBeLessThanOrEqual(weights[group].max)
      }
    }),
    RUNS,
  )
})

const worse = { critical: 'critical', high: 'critical', medium: 'high', low: 'medium' } as const

test.each<[string, (facts: RiskFacts) => RiskFacts]>([
  [
    'a worse severity',
    (facts) => (facts.severity === 'unknown' ? facts : { ...facts, severity: worse[facts.severity] }),
  ],
  [
    'a higher CVSS score',
    (facts) => (facts.cvssScore ? { ...facts, cvssScore: Math.min(10, facts.cvssScore + 1.5) } : facts),
  ],
  ['a likelier exploit', (facts) => ({ ...facts, epss: Math.min(1, (facts.epss ?? 0) + 0.3) })],
  ['an entry in KEV', (facts) => ({ ...facts, kevSince: '2024-03-29' })],
  ['an alert on itself', (facts) => ({ ...facts, alertOnItself: true })],
  ['a secret that works', (facts) => ({ ...facts, secretVerified: true })],
  ['a package that is loaded', (facts) => ({ ...facts, packageLoaded: true })],
])('%s never lowers the risk', (_, change) => {
  fc.assert(
    fc.property(anyIssue, anyContext, anyWeights, (facts, context, weights) => {
      expect(score(change(facts), context, weights).total).toBeGreaterThanOrEqual(score(facts, context, weights).total)
    }),
    RUNS,
  )
})

type Container = RiskWorkload['containers'][number]
const inContainers = (change: (one: Container) => Container) => (one: RiskWorkload) => ({
  ...one,
  containers: one.containers.map(change),
})

// What was not known before counts neither way, so that it may not fall either when the answer is the bad one.
test.each<[string, (one: RiskWorkload) => RiskWorkload]>([
  ['exposure', (one) => ({ ...one, exposed: true })],
  ['no isolation', (one) => ({ ...one, isolated: false })],
  ['production', (one) => ({ ...one, environment: 'production' })],
  ['host processes', (one) => ({ ...one, hostPid: true })],
  ['host files', (one) => ({ ...one, writableHostPaths: [...one.writableHostPaths, '/etc'] })],
  ['a powerful service account', (one) => ({ ...one, serviceAccountPower: 'cluster-admin' })],
  ['mounted secrets', (one) => ({ ...one, secrets: [...one.secrets, 'more'] })],
  ['an alert', (one) => ({ ...one, lastAlertAt: '2026-11-21T08:30:00Z' })],
  ['more replicas', (one) => ({ ...one, replicas: (one.replicas ?? 0) + 20 })],
  ['a privileged container', inContainers((c) => ({ ...c, privileged: true }))],
  ['root', inContainers((c) => ({ ...c, runsAsRoot: true }))],
  ['escalation', inContainers((c) => ({ ...c, allowPrivilegeEscalation: true }))],
  ['added capabilities', inContainers((c) => ({ ...c, capabilitiesAdded: [...c.capabilitiesAdded, 'SYS_ADMIN'] }))],
  ['no dropped capabilities', inContainers((c) => ({ ...c, capabilitiesDropped: [] }))],
  ['a writable root file system', inContainers((c) => ({ ...c, readOnlyRootFilesystem: false }))],
  [
    'a writable volume',
    inContainers((c) => ({ ...c, writableMounts: [...(c.writableMounts ?? []), { path: '/data', volume: 'claim' }] })),
  ],
])('%s never lowers the risk', (_, change) => {
  fc.assert(
    fc.property(anyIssue, anyContext, anyWeights, (facts, context, weights) => {
      const [first, ...others] = context.workloads
      fc.pre(first !== undefined)
      const changed = { ...context, workloads: [change(first), ...others] }
      expect(score(facts, changed, weights).total).toBeGreaterThanOrEqual(score(facts, context, weights).total)
    }),
    RUNS,
  )
})

/** A fact that is not known, the code under which it is listed, and the codes of the lines that it could make. */
interface Gap {
  code: string
  lines: readonly string[]
  issue?: Partial<RiskFacts>
  workload?: Partial<RiskWorkload>
  container?: Partial<Container>
  context?: Partial<RiskContext>
  forget: 'issue' | 'workload' | 'container' | 'context'
}

const writes = { cwes: ['CWE-434'] }
const gaps: readonly Gap[] = [
  { code: 'cvss', lines: ['cvss'], forget: 'issue', issue: { cvssScore: null } },
  { code: 'epss', lines: ['epss'], forget: 'issue', issue: { epss: null } },
  { code: 'kev', lines: ['kev'], forget: 'issue', issue: { kevSince: null, kevKnown: false } },
  { code: 'attack-vector', lines: ['local'], forget: 'issue', issue: { cvssVector: null } },
  { code: 'loaded', lines: ['not-loaded'], forget: 'issue', issue: { packageLoaded: null } },
  { code: 'verified', lines: ['verified'], forget: 'issue', issue: { kind: 'secret', secretVerified: null } },
  { code: 'environment', lines: ['production'], forget: 'workload', workload: { environment: null } },
  { code: 'exposed', lines: ['exposed'], forget: 'workload', workload: { exposed: null } },
  { code: 'isolated', lines: ['isolated'], forget: 'workload', workload: { isolated: null } },
  { code: 'replicas', lines: ['many'], forget: 'workload', workload: { replicas: null } },
  { code: 'service-account', lines: ['service-account'], forget: 'workload', workload: { serviceAccountPower: null } },
  { code: 'node', lines: ['node'], forget: 'container', container: { privileged: null } },
  { code: 'root', lines: ['root'], forget: 'container', container: { runsAsRoot: null } },
  {
    ...{ code: 'no-privileges', lines: ['no-privileges', 'has-privileges'], forget: 'container' as const },
    issue: { capabilities: ['SYS_ADMIN'] },
    container: { privileged: null },
  },
  {
    ...{ code: 'read-only', lines: ['read-only', 'writable'], forget: 'container' as const },
    issue: writes,
    container: { readOnlyRootFilesystem: null },
  },
  {
    ...{ code: 'read-only', lines: ['read-only', 'writable'], forget: 'container' as const },
    issue: writes,
    container: { writableMounts: null },
  },
  {
    code: 'deployed',
    lines: ['deployed', 'not-deployed'],
    forget: 'context',
    context: { deployed: null, workloads: [] },
  },
]

test.each(gaps)('$code: what is not known is listed, and counts neither way', ({ code, lines, forget, ...gap }) => {
  const facts = { ...issue, ...gap.issue }
  const one = { ...workload, ...gap.workload, containers: [{ ...container, ...gap.container }] }
  const context =
    forget === 'context' ? { deployed: true, workloads: [one], ...gap.context } : { deployed: true, workloads: [one] }
  const { parts, unknown } = score(facts, context)
  expect(unknown.map((one) => one.code)).toContain(code)
  expect(parts.filter((part) => lines.includes(part.code))).toEqual([])
})

test('a severity that no source states counts as a middle one, and is listed', () => {
  const of = (severity: RiskFacts['severity']) =>
    score({ ...issue, severity, cvssScore: null }, { deployed: true, workloads: [workload] })
  expect(of('unknown').unknown.map(({ code }) => code)).toContain('severity')
  expect(of('unknown').total).toBeGreaterThan(of('low').total)
  expect(of('unknown').total).toBeLessThan(of('high').total)
  const scored = score({ ...issue, severity: 'unknown', cvssScore: 9.8 }, { deployed: true, workloads: [workload] })
  expect(scored.total).toBeGreaterThan(of('critical').total)
  expect(scored.unknown.map(({ code }) => code)).not.toContain('severity')
})

test('a known answer lies on one side of not known, the other answer on the other', () => {
  const unknown = score(
    { ...issue, ...writes },
    { deployed: true, workloads: [{ ...workload, containers: [{ ...container, readOnlyRootFilesystem: null }] }] },
  )
  const readOnly = score({ ...issue, ...writes }, { deployed: true, workloads: [workload] })
  const open = score(
    { ...issue, ...writes },
    { deployed: true, workloads: [{ ...workload, containers: [{ ...container, readOnlyRootFilesystem: false }] }] },
  )
  expect(readOnly.total).toBeLessThan(unknown.total)
  expect(unknown.total).toBeLessThan(open.total)
})
