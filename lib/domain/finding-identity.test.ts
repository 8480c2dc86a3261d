import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Check } from './check.ts'
import { identityOfFinding } from './finding-identity.ts'
import { issueKey, type WorkloadIdentity } from './identity.ts'
import type {
  ImageSubject,
  MisconfigurationObservation,
  Subject,
  VulnerabilityObservation,
  WorkloadSubject,
} from './observation.ts'
import { SEVERITIES } from './severity.ts'

const privileged: Check = {
  id: 'privileged-container',
  title: 'Container is privileged',
  severity: 'high',
  description: '',
  remediation: '',
  patch: { language: 'yaml', text: '' },
  aliases: { trivy: ['KSV-0017', 'AVD-KSV-0017'], checkov: ['CKV_K8S_16'] },
  controls: [],
}

const keyOf = (
  finding: VulnerabilityObservation | MisconfigurationObservation,
  subject: Subject,
  tool = 'trivy',
  cluster: string | null = 'prod-eu',
  workload: WorkloadIdentity | null = null,
) => {
  const identity = identityOfFinding(finding, { subject, tool, cluster, checks: [privileged], workload })
  return identity && issueKey(identity)
}

const image: ImageSubject = {
  type: 'image',
  repository: 'registry.example/pay-api',
  tags: ['4.1.0'],
  digest: 'sha256:aa',
  imageId: null,
  platform: null,
  layers: [],
  labels: {},
}

const vulnerability: VulnerabilityObservation = {
  type: 'vulnerability',
  scope: 0,
  id: 'CVE-2021-44228',
  aliases: ['GHSA-JFH8-C2JP-5V3Q'],
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
  packageName: 'log4j-core',
  packageType: 'jar',
  installedVersion: '2.14.1',
  fixedVersion: '',
  severity: 'critical',
  title: 'Log4Shell',
  description: '',
  cvss: [],
  cwes: [],
  references: [],
  publishedAt: null,
  modifiedAt: null,
  path: 'app/pay.jar',
  layerDiffId: null,
}

const misconfiguration: MisconfigurationObservation = {
  type: 'misconfiguration',
  scope: 0,
  rule: 'KSV-0017',
  title: '',
  description: '',
  remediation: '',
  severity: 'high',
  references: [],
  path: 'k8s/pay.yaml',
  resource: 'Deployment/pay',
  startLine: 3,
  endLine: 9,
  message: '',
}

test('a redeploy, a published fix, another scanner and a reworded text keep the issue', () => {
  const redeployed = fc.record({
    tags: fc.array(fc.string()),
    digest: fc.option(fc.string()),
    imageId: fc.option(fc.string()),
    platform: fc.option(fc.string()),
  })
  const reworded = fc.record({
    scope: fc.nat(),
    installedVersion: fc.string(),
    fixedVersion: fc.string(),
    severity: fc.constantFrom(...SEVERITIES),
    title: fc.string(),
    description: fc.string(),
    path: fc.string(),
    layerDiffId: fc.option(fc.string()),
    aliases: fc.array(fc.string()),
  })
  fc.assert(
    fc.property(redeployed, reworded, fc.string(), (subject, finding, tool) => {
      const again = keyOf({ ...vulnerability, ...finding }, { ...image, ...subject }, tool)
      expect(again).toBe(keyOf(vulnerability, image))
    }),
  )
})

test('another repository, package or vulnerability is another issue', () => {
  const key = keyOf(vulnerability, image)
  expect(keyOf(vulnerability, { ...image, repository: 'registry.example/pay-worker' })).not.toBe(key)
  expect(keyOf({ ...vulnerability, purl: 'pkg:maven/other/log4j-core' }, image)).not.toBe(key)
  expect(keyOf({ ...vulnerability, id: 'CVE-2021-45046', aliases: [] }, image)).not.toBe(key)
})

test('two tools that name one check find one issue on one workload, and unclaimed rules stay apart', () => {
  const pay: WorkloadSubject = {
    type: 'workload',
    cluster: null,
    namespace: 'payments',
    kind: 'Deployment',
    name: 'pay',
  }
  const key = keyOf(misconfiguration, pay)
  expect(key).toContain('rule=privileged-container|cluster=prod-eu')
  expect(keyOf({ ...misconfiguration, rule: 'ckv_k8s_16', startLine: 40, path: 'x' }, pay, 'checkov')).toBe(key)
  const unclaimed = { ...misconfiguration, rule: 'X-1' }
  expect(keyOf(unclaimed, pay, 'trivy')).not.toBe(keyOf(unclaimed, pay, 'checkov'))
  expect(keyOf(misconfiguration, pay, 'trivy', null)).toBeNull()
})

test('in a file, a moved line keeps the issue and another resource does not', () => {
  const source: Subject = { type: 'repository', name: 'pay' }
  const key = keyOf(misconfiguration, source)
  expect(keyOf({ ...misconfiguration, startLine: 90, message: 'other' }, source)).toBe(key)
  expect(keyOf({ ...misconfiguration, resource: 'Deployment/web' }, source)).not.toBe(key)
})

test('an object of a manifest is the same with and without its namespace, as long as the file is known', () => {
  const source: Subject = { type: 'repository', name: 'pay' }
  const key = keyOf(misconfiguration, source)
  const named = { ...misconfiguration, resource: 'Deployment/payments/pay' }
  expect(keyOf(named, source)).toBe(key)
  expect(keyOf({ ...named, resource: 'Deployment/payments/web' }, source)).not.toBe(key)
  const [payments, orders] = ['payments', 'orders'].map((namespace) =>
    keyOf({ ...misconfiguration, path: '', resource: `Deployment/${namespace}/pay` }, source),
  )
  expect(payments).not.toBe(orders)
  const code = { ...misconfiguration, path: 'src/Shop.java', resource: 'Shop/a/Pay' }
  expect(keyOf(code, source)).not.toBe(keyOf({ ...code, resource: 'Shop/b/Pay' }, source))
})

test('a manifest that is known to be a live workload is one issue with it', () => {
  const pay = { cluster: 'prod-eu', namespace: 'payments', kind: 'Deployment', name: 'pay' }
  const live = keyOf(misconfiguration, { type: 'workload', ...pay })
  expect(keyOf(misconfiguration, { type: 'repository', name: 'pay' }, 'trivy', null, pay)).toBe(live)
  expect(keyOf(misconfiguration, { type: 'repository', name: 'pay' })).not.toBe(live)
})

test('two findings of a rule in one file are kept apart by fingerprint, except where a check joins tools', () => {
  const source: Subject = { type: 'repository', name: 'pay' }
  const weakness = { ...misconfiguration, rule: 'js/sql-injection', fingerprint: 'a1' }
  const key = keyOf(weakness, source, 'codeql')
  expect(keyOf({ ...weakness, startLine: 90 }, source, 'codeql')).toBe(key)
  expect(keyOf({ ...weakness, fingerprint: 'b2' }, source, 'codeql')).not.toBe(key)
  expect(keyOf({ ...misconfiguration, fingerprint: 'a1' }, source)).toBe(keyOf(misconfiguration, source))
})

test('what a benchmark finds wrong is a matter of the nodes of a role, not of one node', () => {
  const nodes: Subject = { type: 'cluster', name: 'prod-eu', role: 'master' }
  expect(keyOf({ ...misconfiguration, rule: '1.1.12' }, nodes, 'kube-bench')).toBe(
    'benchmark|control=kube-bench:1.1.12|cluster=prod-eu|role=master',
  )
  expect(keyOf(vulnerability, nodes)).toBeNull()
})
