import { expect, test } from 'vitest'
import type { DeployQuestion } from './deploy-checks.ts'
import type { Policy } from './policy.ts'
import { BREAK_GLASS, evaluatePolicies } from './policy-evaluation.ts'
import type { WorkloadFacts } from './workload-facts.ts'

const policyOf = (name: string, check: string): Policy => ({
  apiVersion: 'plimsoll.dev/v1',
  kind: 'Policy',
  metadata: { name },
  spec: {
    severity: 'high',
    description: '',
    remediation: '',
    match: { namespaces: { exclude: ['kube-system'] } },
    rules: [{ stage: 'deploy', check, action: 'deny' }],
  },
})
const policies = [
  policyOf('no-privileged-containers', 'privileged-container'),
  policyOf('no-critical-fixable', 'critical-fixable-vulnerability'),
]

const object = (privileged: boolean | null, change: Partial<WorkloadFacts> = {}): WorkloadFacts => ({
  namespace: 'shop',
  kind: 'Deployment',
  name: 'web',
  labels: {},
  annotations: {},
  replicas: 1,
  serviceAccount: null,
  automountServiceAccountToken: null,
  hostNetwork: false,
  hostPid: false,
  hostIpc: false,
  writableHostPaths: [],
  secrets: [],
  containers: [
    {
      name: 'web',
      type: 'app',
      image: 'web:1',
      privileged,
      runsAsRoot: null,
      readOnlyRootFilesystem: null,
      allowPrivilegeEscalation: null,
      capabilitiesAdded: [],
      capabilitiesDropped: [],
      writableMounts: [],
    },
  ],
  ...change,
})

const clean = { criticalFixable: 0, examples: [], scannedAt: '2026-11-21T00:00:00Z' }
const bad = { ...clean, criticalFixable: 4, examples: ['CVE-2021-44228', 'CVE-1', 'CVE-2', 'CVE-3'] }
const ask = (of: WorkloadFacts, verdict: DeployQuestion['images'][number]['verdict'] = clean) =>
  evaluatePolicies(policies, { object: of, namespaceLabels: {}, images: [{ ref: 'web:1', verdict }] })

test('a plain workload with a clean image is allowed without a word', () => {
  expect(ask(object(false))).toEqual({ verdict: 'allow', results: [], brokeGlass: null })
  expect(ask(object(null)).verdict).toBe('allow')
})

test('a privileged container is denied, and the answer names policy, check and container', () => {
  expect(ask(object(true))).toEqual({
    verdict: 'deny',
    results: [
      {
        policy: 'no-privileged-containers',
        rule: 'privileged-container',
        action: 'deny',
        message: 'Container web is privileged',
      },
    ],
    brokeGlass: null,
  })
})

test('a critical vulnerability with a fix is denied with its ids, an image that was never scanned only warned about', () => {
  const denied = ask(object(false), bad)
  expect(denied.verdict).toBe('deny')
  expect(denied.results[0]?.message).toBe(
    'Image web:1 has 4 critical vulnerabilities with a fix: CVE-2021-44228, CVE-1, CVE-2 and 1 more',
  )
  const unknown = ask(object(false), null)
  expect(unknown).toMatchObject({
    verdict: 'warn',
    results: [{ action: 'warn', message: 'Image web:1 was never scanned' }],
  })
})

test('breaking the glass lets it through with a warning and keeps the reason; without a reason it does not', () => {
  const broken = ask(object(true, { annotations: { [BREAK_GLASS]: 'Outage 4711' } }))
  expect(broken).toMatchObject({ verdict: 'warn', brokeGlass: 'Outage 4711' })
  expect(broken.results[0]?.action).toBe('deny')
  expect(ask(object(true, { annotations: { [BREAK_GLASS]: '  ' } })).verdict).toBe('deny')
  expect(ask(object(false, { annotations: { [BREAK_GLASS]: 'just in case' } })).brokeGlass).toBeNull()
})

test('kube-system is left alone, also by a policy that names no namespaces', () => {
  expect(ask(object(true, { namespace: 'kube-system' })).verdict).toBe('allow')
  const { match: _, ...spec } = policies[0]!.spec
  const everywhere = { ...policies[0]!, spec }
  const question = { object: object(true, { namespace: 'kube-system' }), namespaceLabels: {}, images: [] }
  expect(evaluatePolicies([everywhere], question).verdict).toBe('allow')
  const included = { ...everywhere, spec: { ...spec, match: { namespaces: { include: ['team-*'] } } } }
  expect(evaluatePolicies([included], { ...question, object: object(true) }).verdict).toBe('allow')
  expect(evaluatePolicies([included], { ...question, object: object(true, { namespace: 'team-a' }) }).verdict).toBe(
    'deny',
  )
})

test('auditing denies nothing, another stage is not asked, and an unknown check is told', () => {
  const withRule = (rule: Policy['spec']['rules'][number]): Policy => ({
    ...policies[0]!,
    spec: { ...policies[0]!.spec, rules: [rule] },
  })
  const question = { object: object(true), namespaceLabels: {}, images: [] }
  const decide = (rule: Policy['spec']['rules'][number]) => evaluatePolicies([withRule(rule)], question)
  const check = 'privileged-container'
  expect(decide({ stage: 'deploy', check, action: 'audit' })).toMatchObject({
    verdict: 'allow',
    results: [{ action: 'audit' }],
  })
  expect(decide({ stage: 'deploy', check, action: 'warn' }).verdict).toBe('warn')
  expect(decide({ stage: 'build', check, action: 'deny' }).results).toEqual([])
  expect(decide({ stage: 'deploy', check: 'no-such', action: 'deny' }).verdict).toBe('warn')
})
