import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../../contract/issue-actions.ts'
import { database } from '../../../store/database.ts'
import { actOnIssue } from '../../issues/act.ts'
import { resetWorld } from '../../testing/world.ts'
import { epssOf, kevEntry, kevOf, loadFeed } from '../testing/feeds.ts'
import { report, SECURITY } from '../testing/intake.ts'
import { expectSound } from '../testing/invariants.ts'
import { imageScan } from '../testing/scan-reports.ts'
import { followFeeds } from './feed-news.ts'

beforeEach(async () => {
  await resetWorld([])
  await database().query(
    sql`DELETE FROM feed; DELETE FROM known_exploited; DELETE FROM exploit_prediction; TRUNCATE state_log`,
  )
})
afterEach(expectSound)

interface Row {
  id: number
  name: string
  status: string
  kev: boolean
  risk: number
  version: number
  scoredAt: Date | null
}

async function rows(): Promise<Row[]> {
  return database().query<Row>(sql`
    SELECT i.id, v.name, i.status, i.kev, i.risk, i.version, i.scored_at AS "scoredAt" FROM issue i
    JOIN vulnerability v ON v.id = i.vulnerability_id ORDER BY v.name, i.id`)
}

const marks = () => database().query(sql`SELECT vulnerability_id FROM vulnerability_due`)
const told = (issueId: number) =>
  database().query<{ type: string; reason: string }>(sql`
    SELECT type, data ->> 'reason' AS reason FROM timeline_entry
    WHERE issue_id = ${issueId} AND type IN ('feed', 'woken') ORDER BY id`)
const logged = (issueId: number) =>
  database()
    .query<{ event: string }>(sql`
      SELECT event FROM state_log WHERE issue_id = ${issueId} AND event NOT IN ('opened', 'excepted', 'dismissed') ORDER BY id`)
    .then((events) => events.map(({ event }) => event))

async function act(id: number, action: IssueAction): Promise<void> {
  const [issue] = (await rows()).filter((row) => row.id === id)
  const result = await actOnIssue(SECURITY, { id, version: issue!.version, action })
  if (!result.ok) throw new Error(result.failure.detail)
}

const snooze = (id: number) =>
  act(id, { type: 'snooze', until: new Date(Date.now() + 30 * 86_400_000).toISOString(), reason: '' })
const awoken = () =>
  database().query<{ name: string; type: string; reason: string }>(sql`
    SELECT v.name, t.type, t.data ->> 'reason' AS reason FROM timeline_entry t JOIN issue i ON i.id = t.issue_id
    JOIN vulnerability v ON v.id = i.vulnerability_id WHERE t.type IN ('awoken', 'voided') ORDER BY v.name, t.type`)

const accept = (id: number) =>
  act(id, { type: 'accept', until: new Date(Date.now() + 30 * 86_400_000).toISOString(), reason: 'Unlikely' })

async function followAll(issuesAtOnce?: number): Promise<number> {
  let steps = 0
  while ((await followFeeds(new Date(), issuesAtOnce)) === 'more') steps++
  return steps
}

test('a new entry in KEV raises what it touches, says why and tells the owners, once; nothing else is scored', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2']))
  const [first, second] = await rows()
  await loadFeed(kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-10-30')]), 'kev')
  expect(await followAll()).toBe(1)
  const [raised, other] = await rows()
  expect(raised).toMatchObject({ kev: true, risk: first!.risk + 10 })
  expect(other).toEqual(second)
  const news = [{ type: 'feed', reason: 'it is known to be exploited since 2026-10-30 (CISA KEV)' }]
  expect([await told(first!.id), await logged(first!.id)]).toEqual([news, ['worsened']])
  expect([await told(second!.id), await logged(second!.id)]).toEqual([[], []])
  await loadFeed({ ...kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-10-30')]), title: 'Sent again' }, 'kev')
  await loadFeed(kevOf('2026-11-02', [kevEntry('CVE-2024-1', '2026-10-30')]), 'kev')
  expect(await followAll()).toBe(0)
  expect([await told(first!.id), await logged(first!.id)]).toEqual([news, ['worsened']])
})

test('what was set aside comes back with a new entry in KEV, and its exception is void', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2']))
  const [accepted, dismissed] = await rows()
  await accept(accepted!.id)
  await act(dismissed!.id, { type: 'dismiss', reason: 'Not ours' })
  const entries = [kevEntry('CVE-2024-1', '2026-10-30'), kevEntry('CVE-2024-2', '2026-10-30')]
  await loadFeed(kevOf('2026-11-01', entries), 'kev')
  await followAll()
  expect((await rows()).map(({ status }) => status)).toEqual(['open', 'open'])
  for (const { id } of [accepted!, dismissed!]) {
    expect((await told(id)).map(({ type }) => type)).toEqual(['woken', 'feed'])
    expect(await logged(id)).toContain('returned')
  }
  const [exception] = await database().query<{ revoked: boolean }>(
    sql`SELECT revoked_at IS NOT NULL AS revoked FROM exception WHERE issue_id = ${accepted!.id}`,
  )
  expect(exception).toEqual({ revoked: true })
})

test('what was put off comes back with a new entry in KEV or a jump of EPSS, and what was asked for lapses', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4']))
  const [exploited, jumped, asked, calm] = await rows()
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-2': 0.02, 'CVE-2024-4': 0.02 }), 'epss')
  await followAll()
  for (const { id } of [exploited!, jumped!, calm!]) await snooze(id)
  await database().query(sql`
    INSERT INTO approval_request (issue_id, until, reason, requested_at, justified_by)
    VALUES (${asked!.id}, now() + interval '9 days', 'Unlikely', now(), '{"kev": false, "exposed": null, "running": null}')`)
  const entries = [kevEntry('CVE-2024-1', '2026-10-30'), kevEntry('CVE-2024-3', '2026-10-30')]
  await loadFeed(kevOf('2026-11-01', entries), 'kev')
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-2': 0.5, 'CVE-2024-4': 0.03 }), 'epss')
  await followAll()
  expect(await awoken()).toEqual([
    { name: 'CVE-2024-1', type: 'awoken', reason: expect.stringContaining('since 2026-10-30 (CISA KEV)') },
    { name: 'CVE-2024-2', type: 'awoken', reason: expect.stringContaining('EPSS 2.0 % → 50.0 %') },
    { name: 'CVE-2024-3', type: 'voided', reason: expect.stringContaining('since 2026-10-30 (CISA KEV)') },
  ])
  expect(await database().query(sql`SELECT id FROM issue WHERE snoozed_until IS NOT NULL`)).toEqual([{ id: calm!.id }])
})

test('a jump of EPSS voids what was accepted before it, not what was accepted after or is no problem at all', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  const [before, after, dismissed] = await rows()
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.02, 'CVE-2024-2': 0.02, 'CVE-2024-3': 0.02 }), 'epss')
  expect(await followAll()).toBe(0)
  await accept(before!.id)
  await act(dismissed!.id, { type: 'dismiss', reason: 'Not ours' })
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-1': 0.5, 'CVE-2024-2': 0.5, 'CVE-2024-3': 0.5 }), 'epss')
  await accept(after!.id)
  await followAll()
  expect((await rows()).map(({ status }) => status)).toEqual(['open', 'excepted', 'dismissed'])
  expect(await told(before!.id)).toMatchObject([
    { type: 'woken', reason: expect.stringContaining('EPSS 2.0 % → 50.0 %') },
    { type: 'feed' },
  ])
  expect(await logged(dismissed!.id)).toEqual([])
})

test('scores that move a little make no work, and what a feed withdraws lowers the risk in silence', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const [alone] = await rows()
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.3 }), 'epss')
  await followAll()
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-1': 0.31 }), 'epss')
  expect(await marks()).toEqual([])
  await loadFeed(epssOf('2026-11-03', { 'CVE-2024-9': 0.31 }), 'epss')
  expect(await marks()).toHaveLength(1)
  await followAll()
  expect(await rows()).toMatchObject([{ risk: alone!.risk }])
  expect(await told(alone!.id)).toHaveLength(1)
})

test('two releases before the worker comes are one piece of news, from what was before the first', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const [issue] = await rows()
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.07 }), 'epss')
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-1': 0.14 }), 'epss')
  await followAll()
  expect(await told(issue!.id)).toMatchObject([{ reason: expect.stringContaining('EPSS unknown → 14.0 %') }])
})

test('many issues are taken in steps; a worker that stops between them and two at once tell nothing twice', async () => {
  for (const name of ['pay', 'web', 'cart', 'mail', 'auth']) {
    await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2'], { repository: `registry.example/shop/${name}` }))
  }
  await loadFeed(
    kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-10-30'), kevEntry('CVE-2024-2', '2026-10-30')]),
    'kev',
  )
  expect(await followFeeds(new Date(), 3)).toBe('more')
  expect((await rows()).filter(({ kev }) => kev)).toHaveLength(3)
  // What fails in the middle of a step leaves nothing of it behind.
  await database().query(sql`ALTER TABLE timeline_entry ADD CONSTRAINT no_news CHECK (type <> 'feed') NOT VALID`)
  await expect(followFeeds(new Date(), 3)).rejects.toThrow('no_news')
  await database().query(sql`ALTER TABLE timeline_entry DROP CONSTRAINT no_news`)
  expect((await rows()).filter(({ kev }) => kev)).toHaveLength(3)
  await Promise.all([followAll(3), followAll(3)])
  const all = await rows()
  expect(all.map(({ kev }) => kev)).toEqual(Array(10).fill(true))
  for (const { id } of all) {
    expect(await told(id)).toHaveLength(1)
    expect(await logged(id)).toEqual(['worsened'])
  }
  expect(await marks()).toEqual([])
})
