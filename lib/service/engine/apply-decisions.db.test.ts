import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { applyDecisions } from './apply-decisions.ts'
import { decide, imageRef } from './testing/admissions.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, report, until } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { bitter } from './testing/poison.ts'
import { CLUSTER, digestOf, imageScan, REPOSITORY } from './testing/scan-reports.ts'
import { episodes, everyRow, issues, sightings, spans, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const workloads = () =>
  database().query<{ name: string; goneAt: Date | null; team: string | null }>(sql`
    SELECT w.name, w.gone_at AS "goneAt", t.slug AS team FROM workload w LEFT JOIN team t ON t.id = w.team_id ORDER BY w.name`)

async function decision(id: string) {
  const [row] = await database().query<{ applied: boolean; attempts: number; problem: string | null }>(
    sql`SELECT applied_at IS NOT NULL AS applied, attempts, problem_message AS problem FROM decision WHERE id = ${id}`,
  )
  return row
}

test.each([
  { verdict: 'deny' as const },
  { dryRun: true },
  { verdict: 'deny' as const, operation: 'UPDATE' as const },
  { dryRun: true, operation: 'DELETE' as const },
])('a denied or dry-run request changes no inventory: %o', async (what) => {
  await admit({ hoursAgo: 3, images: [imageRef('v1')] })
  const aside = ['decision', 'source_stream', 'audit_head', 'audit_log']
  const before = await everyRow(aside)
  const [id] = await admit({ hoursAgo: 2, privileged: true, images: [imageRef('v2')], ...what })
  expect(await everyRow(aside)).toEqual(before)
  expect(await decision(id!)).toMatchObject({ applied: true, problem: null })
})

test('UPDATE ends the stay of an image that is replaced, and DELETE ends every stay', async () => {
  await admit(
    { hoursAgo: 3, images: [imageRef('v1'), 'docker.io/library/redis:8'] },
    { hoursAgo: 2, operation: 'UPDATE', images: [imageRef('v2'), 'docker.io/library/redis:8'] },
  )
  const redis = { image: 'docker.io/library/redis:8', startedAt: hoursAgo(3), endedAt: null }
  const v1 = { image: imageRef('v1'), startedAt: hoursAgo(3), endedAt: hoursAgo(2), by: 'replaced' }
  expect(await spans()).toMatchObject([redis, v1, { image: imageRef('v2'), startedAt: hoursAgo(2), endedAt: null }])
  await admit({ hoursAgo: 1, operation: 'DELETE' })
  const deleted = { endedAt: hoursAgo(1), by: 'deleted' }
  expect(await spans()).toMatchObject([{ ...redis, ...deleted }, v1, { image: imageRef('v2'), ...deleted }])
  expect(await workloads()).toMatchObject([{ name: 'pay', goneAt: hoursAgo(1) }])
})

test('a workload that is made again is no longer gone', async () => {
  await admit({ hoursAgo: 3 }, { hoursAgo: 2, operation: 'DELETE' }, { hoursAgo: 1 })
  expect(await workloads()).toEqual([{ name: 'pay', goneAt: null, team: null }])
  expect(await spans()).toMatchObject([
    { endedAt: hoursAgo(2), by: 'deleted' },
    { startedAt: hoursAgo(1), endedAt: null },
  ])
})

test.each([
  ['a tag', imageRef('v1'), ['v1']],
  ['no tag, which means latest', REPOSITORY, ['latest']],
  ['a tag beside a digest', `${imageRef('v1')}@${digestOf('v1')}`, ['v1']],
])('an image named by %s resolves when a report tells its digest', async (_, image, tags) => {
  await admit({ hoursAgo: 3, images: [image] })
  await report(imageScan('v1', 2, ['CVE-2024-1'], { tags }))
  expect(await spans()).toMatchObject([{ image, digest: digestOf('v1') }])
  expect(await theIssue()).toMatchObject({ running: true, stages: ['build', 'deploy'] })
})

test('a tag resolves to its own version only', async () => {
  await admit({ hoursAgo: 3, images: [imageRef('v1x0')] })
  await report(imageScan('other', 2, ['CVE-2024-1'], { tags: ['v1_0'] }))
  expect(await spans()).toMatchObject([{ digest: null }])
  // Whether it runs is not known: the tag that runs may be of any version.
  expect(await theIssue()).toMatchObject({ running: null, stages: ['build'] })
})

test('an admission of the same tag after it moved runs the version to which the tag points now', async () => {
  await report(imageScan('old', 5, ['CVE-2024-1'], { tags: ['stable'] }))
  await admit({ hoursAgo: 4, images: [imageRef('stable')] })
  await report(imageScan('new', 3, [], { tags: ['stable'] }))
  await admit({ hoursAgo: 2, operation: 'UPDATE', images: [imageRef('stable')] })
  expect(await spans()).toMatchObject([
    { digest: digestOf('old'), endedAt: hoursAgo(2), by: 'replaced' },
    { digest: digestOf('new'), endedAt: null },
  ])
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
})

test('the privileged check opens a misconfiguration at stage deploy and closes it as fixed when admitted without', async () => {
  await admit({ hoursAgo: 3, privileged: true })
  expect(await theIssue()).toMatchObject({
    key: `misconfiguration|rule=privileged-container|cluster=${CLUSTER}|namespace=shop|kind=Deployment|name=pay`,
    status: 'open',
    severity: 3,
    stages: ['deploy'],
    running: true,
    workload: 'Deployment/pay',
  })
  await admit({ hoursAgo: 2, operation: 'UPDATE' })
  expect(await theIssue()).toMatchObject({ status: 'closed', reason: 'fixed' })
  expect(await sightings()).toMatchObject([{ source: 'admission', endedAt: hoursAgo(2), end: 'rescanned' }])
  const first = { number: 1, stage: 'deploy', openedAt: hoursAgo(3), closedAt: hoursAgo(2), reason: 'fixed' }
  expect(await episodes()).toMatchObject([first])
  await admit({ hoursAgo: 1, operation: 'UPDATE', privileged: true })
  expect(await theIssue()).toMatchObject({ status: 'open', reason: null })
  expect(await episodes()).toMatchObject([first, { number: 2, openedAt: hoursAgo(1), closedAt: null }])
})

test("the team of a workload's label owns its issues and its decisions", async () => {
  const [id] = await admit({ hoursAgo: 3, privileged: true, labels: { team: 'payments' } })
  expect(await workloads()).toMatchObject([{ team: 'payments' }])
  expect(await theIssue()).toMatchObject({ team: 'payments' })
  const rows = await database().query(
    sql`SELECT t.slug FROM decision d JOIN team t ON t.id = d.team_id WHERE d.id = ${id}`,
  )
  expect(rows).toEqual([{ slug: 'payments' }])
})

test('a decision that comes late, after a newer one of its workload, does not turn the inventory back', async () => {
  await admit({ hoursAgo: 5, images: [imageRef('v1')], labels: { team: 'payments' } })
  await admit({ hoursAgo: 2, operation: 'UPDATE', images: [imageRef('v2')], labels: { team: 'storefront' } })
  const before = { workloads: await workloads(), running: (await spans()).filter(({ endedAt }) => endedAt === null) }
  await admit({
    hoursAgo: 4,
    operation: 'UPDATE',
    images: [imageRef('v1')],
    labels: { team: 'payments' },
    privileged: true,
  })
  await admit({ hoursAgo: 3, operation: 'DELETE' })
  expect({ workloads: await workloads(), running: (await spans()).filter(({ endedAt }) => endedAt === null) }).toEqual(
    before,
  )
  expect(await issues()).toEqual([])
})

test('a decision that always throws is passed by after 3 tries, with its reason, and the rest of the queue moves on', async () => {
  const [first, bad, last] = await decide(
    { hoursAgo: 3, name: 'one' },
    { hoursAgo: 2, name: 'poison' },
    { hoursAgo: 1, name: 'two' },
  )
  await bitter('workload', 'name', () => until(() => applyDecisions(200)))
  expect(await decision(bad!)).toEqual({
    applied: false,
    attempts: 3,
    problem: expect.stringContaining('it tastes bitter'),
  })
  expect(await decision(first!)).toMatchObject({ applied: true, problem: null })
  expect(await decision(last!)).toMatchObject({ applied: true, problem: null })
  expect(await workloads()).toMatchObject([{ name: 'one' }, { name: 'two' }])
})

test('a decision whose consequences cannot be drawn is passed by, too', async () => {
  const [first, bad, last] = await decide(
    { hoursAgo: 3, name: 'one', privileged: true },
    { hoursAgo: 2, name: 'two', privileged: true, labels: { team: 'poison' } },
    { hoursAgo: 1, name: 'three', privileged: true },
  )
  await bitter('team', 'slug', () => until(() => applyDecisions(200)))
  expect(await decision(bad!)).toEqual({
    ...{ applied: false, attempts: 3, problem: expect.stringContaining('it tastes bitter') },
  })
  expect(await decision(first!)).toMatchObject({ applied: true, problem: null })
  expect(await decision(last!)).toMatchObject({ applied: true, problem: null })
  expect((await issues()).map(({ workload }) => workload)).toEqual(['Deployment/one', 'Deployment/three'])
})
