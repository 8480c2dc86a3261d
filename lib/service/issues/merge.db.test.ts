import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { imageRef } from '../engine/testing/admissions.ts'
import { hoursAgo } from '../engine/testing/clock.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { resetWorld } from '../testing/world.ts'
import { actOnIssue } from './act.ts'
import { getIssue } from './get-issue.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

async function ids(): Promise<Record<string, number>> {
  const rows = await database().query<{ name: string; id: number }>(
    sql`SELECT v.name, i.id FROM issue i JOIN vulnerability v ON v.id = i.vulnerability_id`,
  )
  return Object.fromEntries(rows.map(({ name, id }) => [name, id]))
}

async function detail(id: number) {
  const found = await getIssue(SECURITY, id)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value
}

async function act(id: number, action: Parameters<typeof actOnIssue>[1]['action']) {
  return actOnIssue(SECURITY, { id, version: (await detail(id)).version, action })
}

/** Two issues of one image, the second of them joined to the first. */
async function joined() {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  await report(imageScan('v1', 20, ['CVE-2024-1', 'CVE-2024-2']))
  const { 'CVE-2024-1': into, 'CVE-2024-2': from } = await ids()
  const merged = await act(from!, { type: 'merge', into: into!, reason: 'One flaw under two numbers.' })
  if (!merged.ok) throw new Error(merged.failure.detail)
  return { from: from!, into: into!, undo: merged.value.undo }
}

const activeOf = async (id: number) => (await detail(id)).sightings.rows.filter(({ active }) => active).length

test('a joined issue closes as merged, and both say so', async () => {
  const { from, into } = await joined()
  expect(await detail(from)).toMatchObject({
    ...{ status: 'closed', closeReason: 'merged', allowed: expect.arrayContaining(['split']) },
    triage: { joinedInto: { id: into, reason: 'One flaw under two numbers.' } },
  })
  expect(await detail(into)).toMatchObject({ status: 'open', triage: { joined: [{ id: from }] } })
})

test('what is found under the joined key stays with the other, scan after scan', async () => {
  const { from, into } = await joined()
  await report(imageScan('v1', 10, ['CVE-2024-2']))
  expect(await detail(into)).toMatchObject({ status: 'open' })
  expect(await detail(from)).toMatchObject({ status: 'closed', closeReason: 'merged' })
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2']))
  await report(imageScan('v2', 8, ['CVE-2024-2']))
  expect(await activeOf(into)).toBe(2)
  await report(imageScan('v1', 7, []))
  await report(imageScan('v2', 6, []))
  expect(await detail(into)).toMatchObject({ status: 'closed', closeReason: 'fixed' })
  await report(imageScan('v2', 5, ['CVE-2024-2']))
  expect(await detail(into)).toMatchObject({ status: 'open', episodes: [{ number: 2 }, { number: 1 }] })
  expect(await detail(from)).toMatchObject({ status: 'closed' })
})

test('split again, each has what is found under its own key', async () => {
  const { from, into } = await joined()
  // v1 has both, v2 the joined one alone, v3 the other alone.
  await report(imageScan('v2', 10, ['CVE-2024-2']))
  await report(imageScan('v3', 9, ['CVE-2024-1']))
  const split = await act(from, { type: 'split' })
  expect(split).toMatchObject({ ok: true, value: { undo: { type: 'merge', into } } })
  expect(await detail(from)).toMatchObject({ status: 'open', triage: { joinedInto: null } })
  expect([await activeOf(from), await activeOf(into)]).toEqual([2, 2])
  expect((await detail(into)).openedAt).toBe(hoursAgo(30).toISOString())
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  expect([await activeOf(from), await activeOf(into)]).toEqual([1, 2])
})

test('the other issue is as old as the older of both, until they are split', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  await report(imageScan('v1', 20, ['CVE-2024-1', 'CVE-2024-2']))
  const { 'CVE-2024-1': old, 'CVE-2024-2': young } = await ids()
  const before = await detail(young!)
  await act(old!, { type: 'merge', into: young!, reason: 'The same.' })
  expect(await detail(young!)).toMatchObject({ openedAt: hoursAgo(30).toISOString() })
  await act(old!, { type: 'split' })
  expect(await detail(young!)).toMatchObject({ openedAt: before.openedAt, dueAt: before.dueAt })
})

test('what is not found under its own key any more stays closed when it is split, and opens when it is seen', async () => {
  const { from, into } = await joined()
  await report(imageScan('v1', 10, ['CVE-2024-1']))
  expect(await act(from, { type: 'split' })).toMatchObject({ ok: true, value: { undo: null } })
  expect(await detail(from)).toMatchObject({ status: 'closed' })
  expect(await detail(into)).toMatchObject({ status: 'open' })
  await report(imageScan('v1', 5, ['CVE-2024-1', 'CVE-2024-2']))
  expect(await detail(from)).toMatchObject({ status: 'open' })
})

test('what was seen under the joined key alone since it opened again goes with it', async () => {
  const { from, into } = await joined()
  await report(imageScan('v1', 10, []))
  await report(imageScan('v1', 9, ['CVE-2024-2']))
  expect(await detail(into)).toMatchObject({ status: 'open' })
  await act(from, { type: 'split' })
  expect(await detail(from)).toMatchObject({ status: 'open' })
  expect(await detail(into)).toMatchObject({ status: 'closed' })
})

test('a rollback brings back what was seen under the joined key as the other issue', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1', 'CVE-2024-2']))
  await admit({ hoursAgo: 29, images: [imageRef('v1')] })
  const { 'CVE-2024-1': into, 'CVE-2024-2': from } = await ids()
  await act(from!, { type: 'merge', into: into!, reason: 'The same.' })
  await report(imageScan('v2', 20, []))
  await admit({ hoursAgo: 19, images: [imageRef('v2')] })
  expect(await detail(into!)).toMatchObject({ status: 'closed', closeReason: 'fixed' })
  await admit({ hoursAgo: 10, images: [imageRef('v1')] })
  expect(await detail(into!)).toMatchObject({ status: 'open' })
  expect(await detail(from!)).toMatchObject({ status: 'closed', closeReason: 'merged' })
})

test('a dismissed issue that was joined is dismissed again when it is split', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1', 'CVE-2024-2']))
  const { 'CVE-2024-1': into, 'CVE-2024-2': from } = await ids()
  await act(from!, { type: 'dismiss', reason: 'It is never called.' })
  await act(from!, { type: 'merge', into: into!, reason: 'The same.' })
  expect(await detail(into!)).toMatchObject({ status: 'open' })
  await act(from!, { type: 'split' })
  expect(await detail(from!)).toMatchObject({ status: 'dismissed' })
})

test('only what is alike and not closed is joined, and no issue twice', async () => {
  const { from, into } = await joined()
  await report(imageScan('v1', 5, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  const { 'CVE-2024-3': third } = await ids()
  const refused = { ok: false, failure: { code: 'invalid' } }
  expect(await act(from, { type: 'merge', into: third!, reason: 'x' })).toMatchObject(refused)
  expect(await act(third!, { type: 'merge', into: from, reason: 'x' })).toMatchObject(refused)
  expect(await act(into, { type: 'merge', into: third!, reason: 'x' })).toMatchObject(refused)
  expect(await act(third!, { type: 'split' })).toMatchObject(refused)
  expect(await act(third!, { type: 'merge', into, reason: 'x' })).toMatchObject({ ok: true })
})

test('of two people who join the same issue at once, one wins', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  const { 'CVE-2024-1': one, 'CVE-2024-2': two, 'CVE-2024-3': three } = await ids()
  const { version } = await detail(one!)
  const both = await Promise.all(
    [two!, three!].map((into) =>
      actOnIssue(SECURITY, { id: one!, version, action: { type: 'merge', into, reason: 'The same.' } }),
    ),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'conflict' } })
})
