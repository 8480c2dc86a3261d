import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { admit, report } from '../engine/testing/intake.ts'
import { clusterScan, repositoryScan } from '../engine/testing/scan-reports.ts'
import { resetWorld } from '../testing/world.ts'
import { fixes, goingOn, keepAll, markAllDue } from './testing/fixes.ts'
import { packageScan, type Vulnerable } from './testing/package-scans.ts'

beforeEach(() => resetWorld([]))

const PAY = 'registry.example/shop/pay'
const SHOP = 'registry.example/shop/web'
const DEBIAN = 'docker.io/library/debian'
const LABELS = { 'org.opencontainers.image.base.name': 'debian:12.4' }

const openssl = (id: string, fixed: string, more: Partial<Vulnerable> = {}): Vulnerable => ({
  ...{ id, package: 'openssl 3.0.9-1', fixed },
  ...more,
})

test('all issues of a package in an image are one upgrade, to the smallest version that closes them; others stand alone', async () => {
  await report(
    packageScan(PAY, 'v1', 3, [
      openssl('CVE-2024-1', '3.0.11-1~deb12u2'),
      openssl('CVE-2024-2', '3.0.11-1~deb12u10'),
      openssl('CVE-2024-3', ''),
      { id: 'CVE-2024-9', package: 'lodash 4.17.20', type: 'npm', fixed: '4.17.21', path: 'app/package-lock.json' },
    ]),
  )
  await keepAll()
  expect(await fixes()).toMatchObject([
    {
      key: `package|image=${PAY}|package=pkg:deb/debian/openssl`,
      ...{ title: 'Upgrade openssl to 3.0.11-1~deb12u10', status: 'open', effort: 'S' },
      issues: ['CVE-2024-1', 'CVE-2024-2'],
    },
    { key: `package|image=${PAY}|package=pkg:npm/lodash`, title: 'Upgrade lodash to 4.17.21', issues: ['CVE-2024-9'] },
  ])
})

test('a fix keeps its identity over a newly published version, a risk, and a second image of its own', async () => {
  await report(packageScan(PAY, 'v1', 3, [openssl('CVE-2024-1', '3.0.10-1')]))
  await keepAll()
  const [before] = await database().query<{ id: number }>(sql`SELECT id FROM fix`)
  await report(packageScan(PAY, 'v1', 2, [openssl('CVE-2024-1', '3.0.10-1'), openssl('CVE-2024-2', '3.0.12-1')]))
  await report(packageScan(SHOP, 'v1', 2, [openssl('CVE-2024-1', '3.0.10-1')]))
  await keepAll()
  const after = await database().query<{ id: number; title: string }>(sql`SELECT id, title FROM fix ORDER BY id`)
  expect(after).toEqual([
    { id: before?.id, title: 'Upgrade openssl to 3.0.12-1' },
    { id: expect.any(Number), title: 'Upgrade openssl to 3.0.10-1' },
  ])
})

/** Two images on debian:12.4, which holds what debian:12.9 is free of; one package is the image's own. */
async function onBase() {
  const glibc = (id: string) => ({ id, package: 'glibc 2.36-1', fixed: '2.36-9', layer: 'root' })
  const base = [glibc('CVE-2023-1'), glibc('CVE-2023-2'), { id: 'CVE-2023-3', package: 'zlib1g 1.2.13', layer: 'root' }]
  const own = { id: 'CVE-2024-1', package: 'openssl 3.0.9-1', fixed: '3.0.11-1', layer: 'app' }
  await report(packageScan(DEBIAN, '12.4', 9, base, { layers: ['root'] }))
  for (const repository of [PAY, SHOP])
    await report(packageScan(repository, 'v1', 8, [...base, own], { layers: ['root', 'app'], labels: LABELS }))
  await keepAll()
  return { base, own }
}

const BASE_KEY = `base-image|base=${DEBIAN}:12.4`

test('without a cleaner version of the base each package is a fix of its own; with one, all images share the bump', async () => {
  await onBase()
  expect((await fixes()).map(({ key }) => key)).not.toContain(BASE_KEY)
  await report(
    packageScan(DEBIAN, '12.9', 5, [{ id: 'CVE-2023-3', package: 'zlib1g 1.2.13', layer: 'newer' }], {
      layers: ['newer'],
    }),
  )
  await keepAll()
  const found = await fixes()
  expect(found.find(({ key }) => key === BASE_KEY)).toMatchObject({
    title: 'Move the base image from debian:12.4 to 12.9',
    // What the newer base still holds is not closed by it.
    issues: ['CVE-2023-1', 'CVE-2023-1', 'CVE-2023-2', 'CVE-2023-2'],
  })
  expect(found.filter(({ key }) => key.startsWith(`package|image=${PAY}`))).toMatchObject([{ issues: ['CVE-2024-1'] }])
  const [share] = await database().query(sql`
    SELECT f.subjects, s.issues, s.workloads FROM fix f JOIN fix_share s ON s.fix_id = f.id AND s.team_id = -1 WHERE f.kind = 'base-image'`)
  expect(share).toEqual({ subjects: 2, issues: 4, workloads: 0 })
})

test('a base whose layers are not known is told by what our own scan of it finds', async () => {
  const glibc = { id: 'CVE-2023-1', package: 'glibc 2.36-1', fixed: '2.36-9' }
  const own = openssl('CVE-2024-1', '3.0.11-1')
  await report(packageScan(DEBIAN, '12.4', 9, [glibc]))
  await report(packageScan(DEBIAN, '12.9', 8, []))
  await report(packageScan(PAY, 'v1', 7, [glibc, own], { labels: LABELS }))
  await keepAll()
  expect((await fixes()).filter(({ key }) => !key.includes(`${DEBIAN}|`))).toMatchObject([
    { key: BASE_KEY, issues: ['CVE-2023-1'] },
    { key: `package|image=${PAY}|package=pkg:deb/debian/openssl`, issues: ['CVE-2024-1'] },
  ])
})

test('a tool of which an upgrade does not close everything is to be removed; one with a fix is upgraded', async () => {
  const git = (id: string, fixed: string) => ({ id, package: 'git 2.39-1', fixed, layer: 'tools' })
  const layers = { layers: ['root', 'tools'] }
  await report(packageScan(PAY, 'v1', 3, [git('CVE-2024-1', '2.39-2'), git('CVE-2024-2', '')], layers))
  await keepAll()
  expect(await fixes()).toMatchObject([
    { key: `removal|image=${PAY}|tool=git`, title: 'Remove git', issues: ['CVE-2024-1', 'CVE-2024-2'] },
  ])
  await report(packageScan(PAY, 'v1', 2, [git('CVE-2024-1', '2.39-2'), git('CVE-2024-2', '2.39-5')], layers))
  await keepAll()
  expect(await fixes()).toMatchObject([{ title: 'Upgrade git to 2.39-5', issues: ['CVE-2024-1', 'CVE-2024-2'] }])
})

test('one rule broken in several workloads of a team is one patch, each workload with its own', async () => {
  await admit(
    { hoursAgo: 5, name: 'pay', labels: { team: 'payments' } },
    { hoursAgo: 5, name: 'fees', labels: { team: 'payments' } },
  )
  await admit({ hoursAgo: 5, name: 'web', labels: { team: 'storefront' } })
  for (const name of ['pay', 'fees', 'web']) await report(clusterScan(name, 4, ['KSV-0014']))
  await keepAll()
  const found = await fixes()
  expect(found).toMatchObject([
    {
      key: 'configuration|rule=writable-root-filesystem|team=payments',
      issues: Array(2).fill('writable-root-filesystem'),
    },
    { key: 'configuration|rule=writable-root-filesystem|team=storefront', issues: ['writable-root-filesystem'] },
  ])
  expect(found[0]?.title).toMatch(/ in 2 workloads$/)
  const [content] = await database().query<{ steps: { where: string; text: string }[] }>(
    sql`SELECT content -> 'steps' AS steps FROM fix ORDER BY key LIMIT 1`,
  )
  expect(content?.steps.map(({ where }) => where)).toEqual(['shop/fees', 'shop/pay'])
  expect(content?.steps[1]?.text).toContain(
    'name: app-0\n          securityContext:\n            readOnlyRootFilesystem: true',
  )
})

test('a secret in a repository is to be rotated', async () => {
  await report(repositoryScan(3, { secrets: ['KEY'], rules: [], line: 4 }))
  await keepAll()
  expect(await fixes()).toMatchObject([{ title: 'Rotate and remove: AWS Access Key ID', effort: 'M' }])
})

test('what was kept step by step is what a rebuild comes to', async () => {
  const { base, own } = await onBase()
  await report(packageScan(DEBIAN, '12.9', 5, [], { layers: ['newer'] }))
  await keepAll()
  await admit({ hoursAgo: 4, images: [`${PAY}:v1`], labels: { team: 'payments' } })
  await report(packageScan(SHOP, 'v2', 3, [own], { layers: ['newer', 'app'] }))
  await report(packageScan(PAY, 'v1', 2, base.slice(1), { layers: ['root', 'app'], labels: LABELS }))
  await report(clusterScan('pay', 2, ['KSV-0014', 'KSV-0017']))
  await keepAll()
  const kept = await goingOn()
  expect(kept.length).toBeGreaterThan(3)
  await database().query(sql`DELETE FROM fix WHERE ended_at IS NULL AND fixed_issues = 0`)
  await markAllDue()
  await keepAll()
  expect(await goingOn()).toEqual(kept)
  // And once more, over what is there: nothing moves.
  await markAllDue()
  await keepAll()
  expect(await goingOn()).toEqual(kept)
})
