import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { clusterScan, imageScan } from './testing/scan-reports.ts'
import { episodes, issues, sightings, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const REPOSITORY = { repository: 'git.example/shop/pay' }
const SOURCE = 'https://git.example/shop/pay.git'

async function act(id: number, action: IssueAction): Promise<void> {
  const { version } = (await issues()).find((issue) => issue.id === id) ?? { version: 0 }
  const done = await actOnIssue(SECURITY, { id, version, action })
  if (!done.ok) throw new Error(done.failure.detail)
}

/** The Deployment `shop/pay` runs an image that says that it was built from the repository. */
async function deployed(atHoursAgo: number, source = SOURCE): Promise<void> {
  const scan = imageScan('v1', atHoursAgo, [])
  await report({
    ...scan,
    Metadata: {
      ...(scan.Metadata as object),
      ImageConfig: { config: { Labels: { 'org.opencontainers.image.source': source } } },
    },
  })
  await admit({ hoursAgo: atHoursAgo })
}

/** Trivy's and Checkov's reports of the repository's manifests. */
const trivy = (atHoursAgo: number, rules: readonly string[], file = 'k8s/pay.yaml') => {
  const Misconfigurations = rules.map((ID) => ({
    ID,
    Severity: 'HIGH',
    Status: 'FAIL',
    Message: `Container 'app' of Deployment 'pay' breaks ${ID}`,
  }))
  const result = { Class: 'config', Type: 'kubernetes', Misconfigurations }
  const Results = [file, ...(file === 'k8s/pay.yaml' ? [] : ['k8s/pay.yaml'])].map((Target) => ({ Target, ...result }))
  return report(
    {
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'filesystem',
      CreatedAt: hoursAgo(atHoursAgo).toISOString(),
      Results,
    },
    REPOSITORY,
  )
}
const checkov = (rules: readonly string[], namespace = 'shop') => {
  const failed_checks = rules.map((check_id) => ({
    check_id,
    file_path: '/k8s/pay.yaml',
    resource: `Deployment.${namespace}.pay`,
  }))
  return report(
    { check_type: 'kubernetes', results: { failed_checks, passed_checks: [] }, summary: {} },
    REPOSITORY,
    'checkov',
  )
}
const live = (atHoursAgo: number, rules: readonly string[]) => report(clusterScan('pay', atHoursAgo, rules))

const seenBy = async () => {
  const active = (await sightings()).filter(({ endedAt }) => endedAt === null)
  return active.map(({ source, stage }) => `${source} ${stage}`).sort()
}

test('two tools on the manifest and one on the cluster see one issue of the live workload', async () => {
  await deployed(9)
  await live(8, ['KSV-0017'])
  const before = await theIssue()
  await trivy(7, ['AVD-KSV-0017'])
  await checkov(['CKV_K8S_16'])
  expect(await theIssue()).toMatchObject({
    id: before.id,
    key: before.key,
    workload: 'Deployment/pay',
    stages: ['build', 'runtime'],
  })
  expect(await seenBy()).toEqual(['checkov build', 'trivy build', 'trivy runtime'])
  const found = await getIssue(SECURITY, before.id)
  expect(found).toMatchObject({ ok: true, value: { sightings: { total: { value: 3 } } } })
})

test('an issue of a file comes home with its triage when its workload becomes known', async () => {
  await trivy(9, ['KSV-0017'])
  await checkov(['CKV_K8S_16'])
  const { id } = await theIssue()
  await act(id, { type: 'assign', userId: 'user-developer' })
  await act(id, { type: 'comment', text: 'It needs the device.' })
  await deployed(7)
  await trivy(6, ['KSV-0017'])
  expect(await theIssue()).toMatchObject({
    id,
    assignee: 'user-developer',
    workload: 'Deployment/pay',
    openedAt: hoursAgo(9),
  })
  await live(5, ['KSV-0017'])
  await checkov(['CKV_K8S_16'])
  expect(await theIssue()).toMatchObject({ id, status: 'open' })
  expect(await episodes()).toHaveLength(1)
  expect(await seenBy()).toEqual(['checkov build', 'trivy build', 'trivy runtime'])
})

test('where both exist they become one, with what was decided, said and seen of either', async () => {
  await trivy(9, ['KSV-0017'])
  const file = await theIssue()
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString()
  await act(file.id, { type: 'accept', reason: 'The device is needed until the new card reader.', until })
  await act(file.id, { type: 'assign', userId: 'user-developer' })
  await live(8, ['KSV-0017'])
  expect(await issues()).toHaveLength(2)
  await deployed(7)
  await trivy(6, ['KSV-0017'])
  const [home, joined] = (await issues()).sort((a, b) => a.status.localeCompare(b.status)).reverse()
  expect(home).toMatchObject({
    status: 'excepted',
    assignee: 'user-developer',
    openedAt: hoursAgo(9),
    workload: 'Deployment/pay',
  })
  expect(joined).toMatchObject({ id: file.id, status: 'closed', reason: 'merged' })
  expect(await seenBy()).toEqual(['trivy build', 'trivy runtime'])
  const detail = await getIssue(SECURITY, home!.id)
  if (!detail.ok) throw new Error(detail.failure.detail)
  expect(detail.value.exception?.reason).toBe('The device is needed until the new card reader.')
  expect(detail.value.timeline.items.map(({ type }) => type)).toContain('excepted')
  // It is over when neither the file nor the cluster shows it.
  await trivy(5, [])
  expect((await issues()).find(({ id }) => id === home!.id)).toMatchObject({ status: 'excepted' })
  await live(4, [])
  expect((await issues()).find(({ id }) => id === home!.id)).toMatchObject({ status: 'closed', reason: 'fixed' })
})

test('two files of one object come home to one issue, and none of them counts as fixed', async () => {
  await trivy(9, ['KSV-0017'], 'k8s/overlays/pay.yaml')
  expect(await issues()).toHaveLength(2)
  await deployed(8)
  await trivy(7, ['KSV-0017'], 'k8s/overlays/pay.yaml')
  expect((await issues()).map(({ status, reason }) => [status, reason]).sort()).toEqual([
    ['closed', 'merged'],
    ['open', null],
  ])
  await trivy(6, ['KSV-0017'], 'k8s/overlays/pay.yaml')
  expect(await seenBy()).toEqual(['trivy build'])
})

test.each([
  ['its image comes from elsewhere', async () => deployed(9, 'https://git.example/shop/other')],
  [
    'two workloads could be it',
    async () => {
      await deployed(9)
      await database().query(sql`
      INSERT INTO workload (cluster_id, namespace, kind, name, annotations, first_seen_at, last_seen_at)
      SELECT cluster_id, 'staging', kind, name, ${JSON.stringify({ 'plimsoll.dev/repository': SOURCE })}::jsonb, now(), now() FROM workload`)
    },
  ],
])('a manifest stays by itself where %s', async (_, given) => {
  await given()
  await live(8, ['KSV-0017'])
  await trivy(7, ['KSV-0017'])
  expect((await issues()).map(({ workload }) => workload).sort()).toEqual(['Deployment/pay', null])
})

test('the namespace of the file tells which of two it is; a deleted workload keeps what its file still says', async () => {
  await deployed(9)
  await database().query(sql`
    INSERT INTO workload (cluster_id, namespace, kind, name, annotations, first_seen_at, last_seen_at)
    SELECT cluster_id, 'staging', kind, name, ${JSON.stringify({ 'plimsoll.dev/repository': SOURCE })}::jsonb, now(), now() FROM workload`)
  await checkov(['CKV_K8S_16'])
  expect(await theIssue()).toMatchObject({ workload: 'Deployment/pay', key: expect.stringContaining('namespace=shop') })
  await admit({ hoursAgo: 1, operation: 'DELETE' })
  await checkov(['CKV_K8S_16', 'CKV_K8S_22'])
  expect((await issues()).map(({ status, workload }) => [status, workload])).toEqual([
    ['open', 'Deployment/pay'],
    ['open', 'Deployment/pay'],
  ])
})
