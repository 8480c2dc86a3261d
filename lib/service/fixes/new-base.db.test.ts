import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { hoursAgo } from '../engine/testing/clock.ts'
import { report, SECURITY } from '../engine/testing/intake.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { getFix } from './get-fix.ts'
import { keepAll } from './testing/fixes.ts'
import { packageScan } from './testing/package-scans.ts'

const PAY = 'registry.example/shop/pay'
const DEBIAN = 'docker.io/library/debian'
const DEVELOPER: UserActor = {
  ...{ type: 'user', id: 'user-developer', name: 'The developer', email: 'developer@example.com' },
  ...{ role: 'developer', teamIds: [TEAMS.own] },
}
const glibc = { id: 'CVE-2023-1', package: 'glibc 2.36-1', fixed: '2.36-9' }
const zlib = { id: 'CVE-2023-3', package: 'zlib1g 1.2.13', severity: 'CRITICAL' as const }
const perl = { id: 'CVE-2023-4', package: 'perl-base 5.36', severity: 'LOW' as const }
const tar = { id: 'CVE-2023-5', package: 'tar 1.34', severity: 'LOW' as const }

async function newBase(actor: UserActor = SECURITY) {
  const [fix] = await database().query<{ id: number }>(sql`SELECT id FROM fix WHERE kind = 'base-image'`)
  const found = await getFix(actor, fix?.id ?? 0)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value.newBase
}

beforeEach(async () => {
  await resetWorld([])
  await report(packageScan(DEBIAN, '12.4', 9, [glibc, zlib, perl, tar]))
  await report(packageScan(DEBIAN, '12.9', 5, [zlib, perl, tar]))
  const labels = { 'org.opencontainers.image.base.name': 'debian:12.4' }
  await report(packageScan(PAY, 'v1', 4, [glibc, zlib], { labels }))
  await keepAll()
})

test('a fix of the base says what the version that it names leaves open, by severity, with a way there', async () => {
  const [version] = await database().query<{ id: number; imageId: number }>(sql`
    SELECT v.id, v.image_id AS "imageId" FROM image_version v JOIN image_tag t ON t.image_version_id = v.id WHERE t.tag = '12.9'`)
  expect(await newBase()).toMatchObject({
    reference: `${DEBIAN}:12.9`,
    image: { id: version?.imageId, versionId: version?.id },
    scannedAt: hoursAgo(5).toISOString(),
    left: { issues: 3, bySeverity: { critical: 1, high: 0, medium: 0, low: 2, unknown: 0 } },
  })
  expect((await newBase())?.rows.map(({ title, severity }) => [title.slice(0, 10), severity])).toEqual([
    ['CVE-2023-3', 'critical'],
    ['CVE-2023-5', 'low'],
    ['CVE-2023-4', 'low'],
  ])
})

test('it follows the next scan of that version', async () => {
  await report(packageScan(DEBIAN, '12.9', 2, [perl]))
  await keepAll()
  expect(await newBase()).toMatchObject({ left: { issues: 1, bySeverity: { critical: 0, low: 1 } } })
})

test('what was never scanned is unknown, not clean', async () => {
  await database().query(sql`UPDATE scope SET complete_at = NULL`)
  expect(await newBase()).toMatchObject({ scannedAt: null, left: null, rows: [] })
})

test('the count is everybody’s, other teams’ issues are theirs', async () => {
  await database().query(sql`UPDATE issue SET team_id = ${TEAMS.other} WHERE severity = 4 AND image_id = (
    SELECT id FROM image WHERE repository = ${DEBIAN})`)
  const seen = await newBase(DEVELOPER)
  expect(seen?.left?.issues).toBe(3)
  expect(seen?.rows.map(({ severity }) => severity)).toEqual(['low', 'low'])
})
