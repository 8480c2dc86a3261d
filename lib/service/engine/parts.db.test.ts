import { afterEach, beforeEach, expect, test } from 'vitest'
import { resetWorld } from '../testing/world.ts'
import { hoursAgo } from './testing/clock.ts'
import { report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'
import { issues, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const REPOSITORY = { repository: 'git.example/shop/pay' }
const states = async () => (await issues()).map(({ key, status }) => [/path=([^|]*)/.exec(key)?.[1], status])

/** Hadolint's report of one Dockerfile; it has nothing but its findings. */
const hadolint = (part: string, found: readonly string[]) =>
  report(
    found.map((code) => ({ code, level: 'error', file: `${part}/Dockerfile`, line: 1, message: code })),
    { ...REPOSITORY, format: 'hadolint-json', part },
    'hadolint',
  )

test('a job for each folder closes what its own folder had, and nothing else', async () => {
  await hadolint('api', ['DL3008'])
  await hadolint('web', ['DL3009'])
  expect(await states()).toEqual([
    ['api/Dockerfile', 'open'],
    ['web/Dockerfile', 'open'],
  ])
  await hadolint('web', [])
  expect(await states()).toEqual([
    ['api/Dockerfile', 'open'],
    ['web/Dockerfile', 'closed'],
  ])
})

const trivyConfig = (ArtifactName: string, atHoursAgo: number, rules: readonly string[]) => {
  const Misconfigurations = rules.map((ID) => ({ ID, Status: 'FAIL', Severity: 'HIGH' }))
  const Results = [{ Target: 'pay.yaml', Class: 'config', Type: 'kubernetes', Misconfigurations }]
  const CreatedAt = hoursAgo(atHoursAgo).toISOString()
  return report({ SchemaVersion: 2, ArtifactName, ArtifactType: 'filesystem', CreatedAt, Results }, REPOSITORY)
}

test('Trivy tells by itself which folder it scanned', async () => {
  await trivyConfig('k8s', 5, ['KSV-0017'])
  await trivyConfig('staging', 4, [])
  expect(await states()).toEqual([['k8s/pay.yaml', 'open']])
  await trivyConfig('k8s', 3, [])
  expect(await states()).toEqual([['k8s/pay.yaml', 'closed']])
})

const kubeBench = (part: string, status: 'PASS' | 'FAIL') =>
  report(
    {
      Controls: [
        { id: '4', version: 'cis-1.9', node_type: 'node', tests: [{ results: [{ test_number: '4.1.1', status }] }] },
      ],
    },
    { cluster: 'shop-prod', part },
    'kube-bench',
  )

test('a benchmark is met when the last node of the role meets it', async () => {
  await kubeBench('node-1', 'FAIL')
  await kubeBench('node-2', 'FAIL')
  await kubeBench('node-2', 'PASS')
  expect(await theIssue()).toMatchObject({ kind: 'benchmark', status: 'open' })
  await kubeBench('node-1', 'PASS')
  expect(await theIssue()).toMatchObject({ status: 'closed' })
})

const kubescape = (targetNames: readonly string[], failed: readonly string[]) => {
  const controls = ['C-0057', 'C-0015'].map((controlID) => ({
    controlID,
    status: { status: failed.includes(controlID) ? 'failed' : 'passed' },
  }))
  const results = [{ resourceID: 'apps/v1/shop/Deployment/pay', controls }]
  const metadata = { scanMetadata: { targetNames } }
  return report({ clusterName: 'shop-prod', metadata, summaryDetails: { controls: {} }, results }, {}, 'kubescape')
}

test('a scan for one framework does not close what another one found', async () => {
  await kubescape(['nsa'], ['C-0057'])
  await kubescape(['mitre'], ['C-0015'])
  expect((await issues()).map(({ status }) => status)).toEqual(['open', 'open'])
})

test('an image has no parts: what its newest version is free of is fixed', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']), { part: 'one' })
  await report(imageScan('v1', 4, []), { part: 'two' })
  expect(await theIssue()).toMatchObject({ status: 'closed' })
})
