import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { FixAction } from '../../contract/fixes.ts'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { hoursAgo } from '../engine/testing/clock.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { clusterScan } from '../engine/testing/scan-reports.ts'
import { issues } from '../engine/testing/state.ts'
import { actOnIssue } from '../issues/act.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { actOnFix } from './act.ts'
import { getFix } from './get-fix.ts'
import { keepFixes } from './keep-fixes.ts'
import { listFixIssues } from './list-fix-issues.ts'
import { listFixes } from './list-fixes.ts'
import { fixes, keepAll } from './testing/fixes.ts'
import { packageScan } from './testing/package-scans.ts'

beforeEach(() => resetWorld([]))

const PAY = 'registry.example/shop/pay'
const WEB = 'registry.example/shop/web'
const DEBIAN = 'docker.io/library/debian'
const DEVELOPER: UserActor = {
  ...{ type: 'user', id: 'user-developer', name: 'The developer', email: 'developer@example.com' },
  ...{ role: 'developer', teamIds: [TEAMS.own] },
}
const openssl = (id = 'CVE-2024-1') => ({ id, package: 'openssl 3.0.9-1', fixed: '3.0.11-1' })

async function onlyFix() {
  const [fix] = await database().query<{ id: number }>(sql`SELECT id FROM fix ORDER BY id DESC LIMIT 1`)
  return fix?.id ?? 0
}

async function detail(id: number, actor: UserActor = SECURITY) {
  const found = await getFix(actor, id)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value
}

async function act(id: number, action: FixAction, actor: UserActor = SECURITY) {
  const done = await actOnFix(actor, id, action)
  if (!done.ok) throw new Error(done.failure.detail)
  return done.value
}

test('open, started by a person, built by a clean scan, verified when the clean version took the place of the bad one', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl()]))
  await admit({ hoursAgo: 8, images: [`${PAY}:v1`], labels: { team: 'payments' } })
  await keepAll()
  const id = await onlyFix()
  expect(await detail(id)).toMatchObject({ status: 'open', issues: 1, workloads: 1, teams: [{ slug: 'payments' }] })

  expect(await act(id, { type: 'start' })).toMatchObject({ status: 'started', startedBy: { name: 'The security' } })
  await act(id, { type: 'start' })

  await report(packageScan(PAY, 'v2', 5, []))
  await keepAll()
  const built = await detail(id)
  expect(built).toMatchObject({
    status: 'built',
    issues: 1,
    progress: { subjects: 1, built: 1, rolledOut: 0, verified: 0 },
  })
  expect(built.subjects.rows).toMatchObject([{ name: PAY, step: 'built', at: hoursAgo(5).toISOString() }])

  await admit({ hoursAgo: 2, operation: 'UPDATE', images: [`${PAY}:v2`], labels: { team: 'payments' } })
  await keepAll()
  const done = await detail(id)
  expect(done).toMatchObject({
    ...{
      status: 'verified',
      issues: 1,
      fixedIssues: 1,
      workloads: 1,
      endedAt: hoursAgo(2).toISOString(),
      mayAct: false,
    },
    progress: { verified: 1 },
  })
  // What a person said is dated by when they said it, all else by its evidence.
  expect(done.timeline.map(({ type }) => type)).toEqual(['started', 'verified', 'verified', 'built', 'found'])
  const again = await actOnFix(SECURITY, id, { type: 'stop' })
  expect(again.ok || again.failure.code).toBe('conflict')
})

test('an issue shows the fix that closes it with others, and afterwards the one that closed it', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl(), openssl('CVE-2024-2')]))
  await keepAll()
  const id = await onlyFix()
  const [first] = await issues()
  const shown = async () => {
    const found = await getIssue(SECURITY, first!.id)
    if (!found.ok) throw new Error(found.failure.detail)
    const { inFix, fixChange } = found.value
    return { inFix, fixChange }
  }
  expect(await shown()).toMatchObject({
    inFix: { id, status: 'open', issues: 2, closedIt: false },
    fixChange: {
      title: 'Upgrade openssl to 3.0.11-1',
      change: {
        text: `RUN apt-get update && apt-get install -y --only-upgrade openssl && dpkg --compare-versions "$(dpkg-query -Wf '\${Version}' openssl)" ge 3.0.11-1`,
      },
    },
  })
  expect((await shown()).fixChange.change?.text).toBe((await detail(id)).steps[0]?.text)
  await report(packageScan(PAY, 'v1', 8, [openssl('CVE-2024-2')]))
  await keepAll()
  expect((await shown()).inFix).toMatchObject({ id, status: 'started', closedIt: true })
})

test('no click takes a fix further than started', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl()]))
  await keepAll()
  const id = await onlyFix()
  expect((await act(id, { type: 'link', url: 'https://tickets.example/1' })).status).toBe('started')
  expect((await detail(id)).tickets).toMatchObject([{ url: 'https://tickets.example/1' }])
  await keepAll()
  expect((await detail(id)).status).toBe('started')
  expect((await act(id, { type: 'unlink', url: 'https://tickets.example/1' })).tickets).toEqual([])
  expect((await act(id, { type: 'stop' })).status).toBe('open')
})

test('a version that runs but was not scanned is rolled out and not verified; the next scan verifies, or sets back', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl()]))
  await admit({ hoursAgo: 8, images: [`${PAY}:v1`] })
  await admit({ hoursAgo: 4, operation: 'UPDATE', images: [`${PAY}@sha256:${'a'.repeat(64)}`] })
  await keepAll()
  const id = await onlyFix()
  expect(await detail(id)).toMatchObject({ status: 'rolled-out', issues: 1 })
  await admit({ hoursAgo: 3, operation: 'UPDATE', images: [`${PAY}:v1`] })
  await keepAll()
  const back = await detail(id)
  expect(back.status).toBe('open')
  expect(back.timeline.map(({ type }) => type)).toContain('set-back')
})

test('part of the way is shown: one of two images is verified', async () => {
  const labels = { 'org.opencontainers.image.base.name': 'debian:12.4' }
  const glibc = { id: 'CVE-2023-1', package: 'glibc 2.36-1', fixed: '2.36-9' }
  await report(packageScan(DEBIAN, '12.4', 20, [glibc]))
  await report(packageScan(DEBIAN, '12.9', 19, []))
  await report(packageScan(PAY, 'v1', 18, [glibc], { labels }))
  await report(packageScan(WEB, 'v1', 18, [glibc], { labels }))
  await admit(
    { hoursAgo: 15, name: 'pay', images: [`${PAY}:v1`], labels: { team: 'payments' } },
    { hoursAgo: 15, name: 'web', images: [`${WEB}:v1`], labels: { team: 'storefront' } },
  )
  await keepAll()
  const listed = await listFixes(SECURITY, { limit: 50, status: 'going-on', kind: 'base-image' })
  const [row] = listed.ok ? listed.value.rows : []
  expect(row).toMatchObject({
    issues: 2,
    workloads: 2,
    teams: [{ slug: 'payments' }, { slug: 'storefront' }],
    progress: { subjects: 2 },
  })

  await report(packageScan(PAY, 'v2', 5, [], { labels: { 'org.opencontainers.image.base.name': 'debian:12.9' } }))
  await admit({ hoursAgo: 4, operation: 'UPDATE', name: 'pay', images: [`${PAY}:v2`], labels: { team: 'payments' } })
  await keepAll()
  const part = await detail(row?.id ?? 0)
  expect(part).toMatchObject({
    status: 'started',
    issues: 1,
    fixedIssues: 1,
    progress: { subjects: 2, built: 1, verified: 1 },
  })
  expect(part.subjects.rows.map(({ name, step }) => [name, step])).toEqual([
    [PAY, 'verified'],
    [WEB, 'open'],
  ])
})

test('of a fix of several teams a developer sees the own share, and no fix of others', async () => {
  const labels = { 'org.opencontainers.image.base.name': 'debian:12.4' }
  const glibc = { id: 'CVE-2023-1', package: 'glibc 2.36-1', fixed: '2.36-9' }
  await report(packageScan(DEBIAN, '12.4', 20, [glibc]))
  await report(packageScan(DEBIAN, '12.9', 19, []))
  await report(packageScan(PAY, 'v1', 18, [glibc, openssl()], { labels }))
  await report(packageScan(WEB, 'v1', 18, [glibc, openssl()], { labels }))
  await admit(
    { hoursAgo: 15, name: 'pay', images: [`${PAY}:v1`], labels: { team: 'payments' } },
    { hoursAgo: 15, name: 'web', images: [`${WEB}:v1`], labels: { team: 'storefront' } },
  )
  await keepAll()
  const seen = await listFixes(DEVELOPER, { limit: 50, status: 'going-on', team: 'mine' })
  const rows = seen.ok ? seen.value.rows : []
  expect(rows.map(({ kind, issues, workloads, otherTeams }) => [kind, issues, workloads, otherTeams]).sort()).toEqual([
    ['base-image', 1, 1, 1],
    ['package', 1, 1, 0],
  ])
  const base = rows.find(({ kind }) => kind === 'base-image')
  const page = await detail(base?.id ?? 0, DEVELOPER)
  expect(page.subjects.rows.map(({ name }) => name)).toEqual([PAY])
  expect(JSON.stringify(page)).not.toContain('storefront')
  const issues = await listFixIssues(DEVELOPER, base?.id ?? 0, { limit: 50 })
  expect(issues.ok && issues.value.rows.map(({ issue }) => issue.where.label)).toEqual([PAY])
  const [others] = await database().query<{ id: number }>(sql`
    SELECT fix_id AS id FROM fix_share s WHERE s.team_id = ${TEAMS.other} AND s.kind = 'package'`)
  const hidden = await getFix(DEVELOPER, others?.id ?? 0)
  expect(hidden.ok || hidden.failure.code).toBe('not-found')
})

test('accepting a risk and dismissing take issues out, and verify nothing', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl(), openssl('CVE-2024-2'), openssl('CVE-2024-3')]))
  await keepAll()
  const id = await onlyFix()
  await act(id, { type: 'start' })
  const [first, second] = await issues()
  const until = new Date(Date.now() + 86_400_000).toISOString()
  await actOnIssue(SECURITY, {
    id: first!.id,
    version: 1,
    action: { type: 'accept', reason: 'Not before May.', until },
  })
  await actOnIssue(SECURITY, { id: second!.id, version: 1, action: { type: 'dismiss', reason: 'Never called.' } })
  await keepAll()
  expect(await detail(id)).toMatchObject({ status: 'started', issues: 1, fixedIssues: 0 })
})

test('a deleted workload drops a started fix and forgets one that nobody started', async () => {
  await admit({ hoursAgo: 9, name: 'pay' }, { hoursAgo: 9, name: 'fees' })
  await report(clusterScan('pay', 8, ['KSV-0014']))
  await report(clusterScan('fees', 8, ['KSV-0017']))
  await keepAll()
  const [first, second] = await database().query<{ id: number; key: string }>(sql`SELECT id, key FROM fix ORDER BY key`)
  await act(first?.id ?? 0, { type: 'start' })
  await admit({ hoursAgo: 3, operation: 'DELETE', name: 'pay' }, { hoursAgo: 3, operation: 'DELETE', name: 'fees' })
  await keepAll()
  expect((await fixes()).map(({ key, status }) => [key, status])).toEqual([[first?.key, 'dropped']])
  expect(second).toBeDefined()
})

test('what comes with the base image of another team is in the share of both, once in all', async () => {
  const glibc = { id: 'CVE-2023-1', package: 'glibc 2.36-1', fixed: '2.36-9', layer: 'root' }
  const labels = { 'org.opencontainers.image.base.name': 'debian:12.4' }
  await database().query(sql`
    INSERT INTO ownership_rule (position, kind, pattern, team_id) VALUES (1, 'base-image', ${DEBIAN}, ${TEAMS.other})`)
  await report(packageScan(DEBIAN, '12.4', 20, [glibc], { layers: ['root'] }))
  await report(packageScan(DEBIAN, '12.9', 19, [], { layers: ['newer'] }))
  await report(packageScan(PAY, 'v1', 18, [glibc], { layers: ['root', 'app'], labels }))
  await admit({ hoursAgo: 15, images: [`${PAY}:v1`], labels: { team: 'payments' } })
  await keepAll()
  const seen = await listFixes(DEVELOPER, { limit: 50, status: 'going-on', kind: 'base-image' })
  expect(seen.ok && seen.value.rows).toMatchObject([{ issues: 1, workloads: 1, otherTeams: 1 }])
  const all = await listFixes(SECURITY, { limit: 50, status: 'going-on', kind: 'base-image' })
  expect(all.ok && all.value.rows).toMatchObject([{ issues: 1, teams: [{ slug: 'payments' }, { slug: 'storefront' }] }])
})

test('what was done stays done; the same change needed again is another round', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl()]))
  await keepAll()
  await report(packageScan(PAY, 'v1', 8, []))
  await keepAll()
  expect(await fixes()).toMatchObject([{ round: 1, status: 'verified', fixed: ['CVE-2024-1'] }])
  await report(packageScan(PAY, 'v1', 7, [openssl()]))
  await keepAll()
  expect(await fixes()).toMatchObject([
    { round: 1, status: 'verified', issues: [], fixed: ['CVE-2024-1'] },
    { round: 2, status: 'open', issues: ['CVE-2024-1'], fixed: [] },
  ])
})

test('a worker that dies in the middle leaves everything due', async () => {
  await report(packageScan(PAY, 'v1', 9, [openssl()]))
  const before = await database().query(sql`SELECT kind, subject_id FROM fix_due ORDER BY id`)
  await database().query(sql`ALTER TABLE fix ADD CONSTRAINT nothing_fits CHECK (false) NOT VALID`)
  try {
    await expect(keepFixes()).rejects.toThrow('nothing_fits')
    expect(await database().query(sql`SELECT kind, subject_id FROM fix_due ORDER BY id`)).toEqual(before)
  } finally {
    await database().query(sql`ALTER TABLE fix DROP CONSTRAINT nothing_fits`)
  }
  await keepAll()
  expect(await fixes()).toHaveLength(1)
})

test('what removes more for less effort comes first, and pages follow each other', async () => {
  const found = ['a', 'b', 'c', 'd'].flatMap((name, at) =>
    Array.from({ length: at + 1 }, (_, nth) => ({
      id: `CVE-2024-${at}${nth}`,
      package: `lib${name} 1.0`,
      fixed: '1.1',
    })),
  )
  await report(packageScan(PAY, 'v1', 9, [...found, { id: 'CVE-2024-99', package: 'libd 1.0', fixed: '2.0' }]))
  await keepAll()
  const titles: string[] = []
  let cursor: string | undefined
  do {
    const page = await listFixes(SECURITY, { limit: 2, status: 'going-on', cursor })
    if (!page.ok) throw new Error(page.failure.detail)
    expect(page.value.total).toEqual({ value: 4, bounded: false })
    titles.push(...page.value.rows.map(({ title, effort }) => `${title} ${effort.size}`))
    cursor = page.value.nextCursor ?? undefined
  } while (cursor)
  // The major version closes five, but the three and the two of a minor one are quicker to be had; five L weigh less than one S.
  expect(titles).toEqual([
    'Upgrade libc to 1.1 S',
    'Upgrade libb to 1.1 S',
    'Upgrade liba to 1.1 S',
    'Upgrade libd to 2.0 L',
  ])
})
