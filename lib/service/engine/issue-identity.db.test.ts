import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { imageRef } from './testing/admissions.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { clusterScan, imageScan, REPOSITORY, repositoryScan } from './testing/scan-reports.ts'
import { episodes, issues, sightings, spans, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

async function act(id: number, version: number, action: IssueAction): Promise<void> {
  const done = await actOnIssue(SECURITY, { id, version, action })
  if (!done.ok) throw new Error(done.failure.detail)
}

test('a new tag and digest of the same image keep every issue and its triage', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  const [first, second, third] = await issues()
  await act(first!.id, 1, { type: 'assign', userId: 'user-developer' })
  await act(second!.id, 1, { type: 'dismiss', reason: 'The function is never called.' })
  await act(third!.id, 1, { type: 'team', teamId: TEAMS.other })
  const before = await issues()
  await report(imageScan('v2', 2, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  expect(await issues()).toEqual(before)
  expect(before).toMatchObject([
    { assignee: 'user-developer', status: 'open' },
    { status: 'dismissed' },
    { team: 'storefront' },
  ])
  expect(await sightings()).toHaveLength(6)
  expect(await episodes()).toHaveLength(3)
})

test('a vendor that publishes a fix changes no identity', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  const before = await theIssue()
  await report(imageScan('v1', 2, [{ id: 'CVE-2024-1', fixed: '2.36-9' }]))
  expect(await theIssue()).toEqual({ ...before, fixed: '2.36-9' })
  expect(await sightings()).toHaveLength(1)
})

test('another severity changes no identity, only by when it is due', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  const before = await theIssue()
  await report(imageScan('v1', 2, [{ id: 'CVE-2024-1', severity: 'CRITICAL' }]))
  const after = await theIssue()
  expect(after).toEqual({ ...before, severity: 4, dueAt: after.dueAt })
  expect(after.dueAt!.getTime()).toBeLessThan(before.dueAt!.getTime())
})

test('a new ReplicaSet and a Pod that is made again change nothing', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  await admit({ hoursAgo: 2.5 })
  const before = { issues: await issues(), sightings: await sightings(), spans: await spans() }
  const replicaSet = { kind: 'ReplicaSet', name: 'pay-6f7d9c8b5d', ownedBy: { kind: 'Deployment', name: 'pay' } }
  const pod = { kind: 'Pod', name: 'pay-6f7d9c8b5d-x2v7q', ownedBy: { kind: 'ReplicaSet', name: 'pay-6f7d9c8b5d' } }
  await admit(
    { hoursAgo: 2, ...replicaSet },
    { hoursAgo: 1.9, ...pod },
    { hoursAgo: 1, operation: 'DELETE', ...pod },
    { hoursAgo: 0.9, ...pod, name: 'pay-6f7d9c8b5d-kk8fz' },
    { hoursAgo: 0.8, operation: 'DELETE', ...replicaSet },
  )
  expect({ issues: await issues(), sightings: await sightings(), spans: await spans() }).toEqual(before)
})

test('two scanners on one image are one issue with two sightings, and a clean rescan by one does not close it', async () => {
  await report(imageScan('v1', 4, ['CVE-2024-1']))
  const before = await theIssue()
  await report(imageScan('v1', 3, [{ id: 'GHSA-aaaa-bbbb-cccc', alias: 'CVE-2024-1' }]), {}, 'grype')
  expect(await theIssue()).toEqual(before)
  expect(await sightings()).toMatchObject([
    { source: 'grype', endedAt: null },
    { source: 'trivy', endedAt: null },
  ])
  await report(imageScan('v1', 2, []))
  expect(await theIssue()).toEqual(before)
  expect(await sightings()).toMatchObject([
    { source: 'grype', endedAt: null },
    { source: 'trivy', end: 'rescanned' },
  ])
  await report(imageScan('v1', 1, []), {}, 'grype')
  expect(await theIssue()).toMatchObject({ id: before.id, status: 'closed', reason: 'fixed' })
})

test('what admission and a scan of the cluster say of one workload is one issue of two stages', async () => {
  await admit({ hoursAgo: 2, privileged: true })
  const before = await theIssue()
  await report(clusterScan('pay', 1, ['KSV017']))
  expect(await theIssue()).toEqual({ ...before, stages: ['deploy', 'runtime'] })
  expect(await sightings()).toMatchObject([
    { source: 'admission', stage: 'deploy', endedAt: null },
    { source: 'trivy', stage: 'runtime', endedAt: null },
  ])
})

test('two images and two workloads do not share an issue', async () => {
  await report(imageScan('v1', 3, ['CVE-2024-1']))
  await report(imageScan('v1', 2, ['CVE-2024-1'], { repository: `${REPOSITORY}-worker` }))
  await admit(
    { hoursAgo: 1, privileged: true, images: [imageRef('v1')] },
    { hoursAgo: 1, privileged: true, name: 'web', images: [imageRef('v1')] },
  )
  expect(await issues()).toHaveLength(4)
})

test('a line that moves changes no identity, two secrets of one file are two issues, and what is taken out is fixed', async () => {
  await report(repositoryScan(4, { secrets: ['KEY', 'OTHER'], rules: ['KSV017', 'KSV014'], line: 3 }))
  const before = await issues()
  expect(before.map(({ kind }) => kind)).toEqual(['misconfiguration', 'misconfiguration', 'secret', 'secret'])
  await report(repositoryScan(3, { secrets: ['KEY', 'OTHER'], rules: ['KSV017', 'KSV014'], line: 40 }))
  expect(await issues()).toEqual(before)
  await report(repositoryScan(2, { secrets: ['OTHER'], rules: ['KSV017'], line: 40 }))
  const after = (await issues()).map(({ key, status, reason, closedAt }) => [key, status, reason, closedAt])
  const taken = (key: string) => key.includes('writable-root-filesystem') || key.includes('masked=KEY')
  expect(after).toEqual(
    before.map(({ key }) => (taken(key) ? [key, 'closed', 'fixed', hoursAgo(2)] : [key, 'open', null, null])),
  )
  expect(after.filter(([, status]) => status === 'closed')).toHaveLength(2)
})

test('no part of a key is a tag, a digest, a version or a secret', async () => {
  await report(imageScan('v1', 4, [{ id: 'CVE-2024-1', fixed: '2.0' }]))
  await report(repositoryScan(4, { secrets: ['KEY'], rules: [], line: 3 }))
  expect((await issues()).map(({ key }) => key)).toEqual([
    'secret|repository=git.example/shop/pay|path=app/settings.env|rule=aws-access-key-id|masked=KEY%3d********************',
    `vulnerability|image=${REPOSITORY}|package=pkg:deb/debian/libc6|id=CVE-2024-1`,
  ])
})

test.each([
  [
    'a GHSA and then the CVE that it is',
    [{ id: 'GHSA-abcd-1234-efgh' }, { id: 'CVE-2024-1', alias: 'GHSA-abcd-1234-efgh' }],
  ],
  [
    'a GHSA with its CVE and then the bare GHSA',
    [{ id: 'GHSA-abcd-1234-efgh', alias: 'CVE-2024-1' }, { id: 'GHSA-abcd-1234-efgh' }],
  ],
  [
    'a CVE and then the GHSA that it is',
    [{ id: 'CVE-2024-1', alias: 'GHSA-abcd-1234-efgh' }, { id: 'GHSA-abcd-1234-efgh' }],
  ],
])('%s, of two tools, are one issue under the CVE', async (_, [first, second]) => {
  await report(imageScan('v1', 3, [first!]), {}, 'grype')
  await report(imageScan('v1', 2, [second!]))
  expect(await theIssue()).toMatchObject({ key: expect.stringMatching(/\|id=CVE-2024-1$/) })
  expect(await sightings()).toHaveLength(2)
  await report(imageScan('v1', 1, []), {}, 'grype')
  expect(await theIssue()).toMatchObject({ status: 'open' })
})

test('two CVEs that share an alias stay two issues', async () => {
  await report(imageScan('v1', 3, [{ id: 'CVE-2024-1', alias: 'GHSA-abcd-1234-efgh' }]))
  await report(
    imageScan('v2', 2, [
      { id: 'CVE-2024-1', alias: 'GHSA-abcd-1234-efgh' },
      { id: 'CVE-2024-2', alias: 'GHSA-abcd-1234-efgh' },
    ]),
  )
  expect(await issues()).toHaveLength(2)
})

test('where a tool rates nothing the canonical check does, and the same again touches nothing', async () => {
  const failed = (check_id: string) => ({
    check_id,
    check_name: check_id,
    severity: null,
    file_path: '/k8s/pay.yaml',
    resource: 'Deployment.payments.pay',
  })
  const scan = (day: number) => ({
    check_type: 'kubernetes',
    results: { failed_checks: [failed('CKV_K8S_16'), failed('CKV_UNCLAIMED_1')] },
    summary: { checkov_version: `3.2.${day}` },
  })
  await report(scan(1), { repository: 'shop' }, 'checkov')
  const severities = async () => (await issues()).map(({ severity }) => severity).sort()
  expect(await severities()).toEqual([0, 3])
  const before = await sightings()
  await report(scan(2), { repository: 'shop' }, 'checkov')
  expect(await sightings()).toEqual(before)
})

test('a sighting says what its source says now: another installed version, another line', async () => {
  const locked = (version: string) => ({
    ...{ SchemaVersion: 2, ArtifactName: 'shop', ArtifactType: 'filesystem' },
    Results: [
      {
        ...{ Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm' },
        Vulnerabilities: [
          { VulnerabilityID: 'CVE-2024-1', PkgName: 'left-pad', InstalledVersion: version, Severity: 'HIGH' },
        ],
      },
    ],
  })
  await report(locked('1.0.0'))
  await report(locked('1.0.1'))
  const said = await database().query(sql`SELECT detail->>'installedVersion' AS version FROM sighting`)
  expect(said).toEqual([{ version: '1.0.1' }])
})

test('one problem in several places is one issue that tells all of them, until they are gone', async () => {
  const found = (path: string, version: string) => ({
    ...{ VulnerabilityID: 'CVE-2024-1', PkgName: 'log4j', PkgPath: path, InstalledVersion: version, Severity: 'HIGH' },
  })
  const scan = (day: number, ...Vulnerabilities: object[]) => ({
    ...{ SchemaVersion: 2, ArtifactName: 'shop', ArtifactType: 'filesystem', CreatedAt: `2026-11-0${day}T00:00:00Z` },
    Results: [{ Target: 'Java', Class: 'lang-pkgs', Type: 'jar', Vulnerabilities }],
  })
  const places = () => database().query(sql`SELECT detail->>'path' AS first, more_places AS more FROM sighting`)
  const [app, tool] = [found('app.jar', '2.14'), found('tool.jar', '2.15')]
  await report(scan(1, app, tool, app, tool))
  expect(await places()).toMatchObject([{ first: 'app.jar', more: [{ path: 'tool.jar', installedVersion: '2.15' }] }])
  const [before] = await database().query(sql`SELECT xmin::text FROM sighting`)
  await report(scan(2, app, tool))
  expect(await database().query(sql`SELECT xmin::text FROM sighting`)).toEqual([before])
  await report(scan(3, app))
  expect(await places()).toEqual([{ first: 'app.jar', more: [] }])
})
