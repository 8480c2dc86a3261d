import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { loadedFeeds } from '../../store/feeds/loaded.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { processReport } from './process-report.ts'
import { epssOf, kevEntry, kevOf, loadFeed } from './testing/feeds.ts'
import { receive, report, reportState, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'
import { issues } from './testing/state.ts'
import { followFeeds } from './upkeep/feed-news.ts'

beforeEach(async () => {
  await resetWorld([])
  await database().query(sql`DELETE FROM feed; DELETE FROM known_exploited; DELETE FROM exploit_prediction`)
})
afterEach(expectSound)

const exploited = () =>
  database().query<{ cve: string; added_on: string }>(sql`SELECT cve, added_on FROM known_exploited ORDER BY cve`)
const predictions = () => database().query(sql`SELECT cve, probability FROM exploit_prediction ORDER BY cve`)
const vulnerabilities = () =>
  database().query(sql`SELECT name, kev_since AS since, epss FROM vulnerability ORDER BY name`)
const summary = async (id: string) => {
  const [row] = await database().query<{ summary: Record<string, unknown> }>(
    sql`SELECT summary FROM report WHERE id = ${id}`,
  )
  return row?.summary
}
/** Row versions: the same as before where nothing was written. */
const versions = () => database().query(sql`SELECT cve, xmin::text, ctid::text FROM known_exploited ORDER BY cve`)

test('a catalogue is kept with its version, and a newer one replaces it whole', async () => {
  const first = await loadFeed(
    kevOf('2026-10-01', [kevEntry('CVE-2024-1', '2026-09-01'), kevEntry('CVE-2024-2', '2026-09-02')]),
    'kev',
  )
  expect(first).toMatchObject({ status: 'processed', problem: null })
  expect(await summary(first.id)).toMatchObject({ findings: 0, facts: { 'known-exploited': 2 }, unreadTotal: 0 })
  const { id } = await loadFeed(
    kevOf('2026-11-01', [kevEntry('CVE-2024-2', '2026-09-02'), kevEntry('CVE-2024-3', '2026-11-01')]),
    'kev',
  )
  expect(await exploited()).toEqual([
    { cve: 'CVE-2024-2', added_on: '2026-09-02' },
    { cve: 'CVE-2024-3', added_on: '2026-11-01' },
  ])
  expect(await loadedFeeds(database())).toMatchObject([
    { name: 'kev', version: '2026.11.01', releasedAt: new Date('2026-11-01T12:00:00Z'), entries: 2, reportId: id },
  ])
})

test('an older catalogue that comes late changes nothing, and says so', async () => {
  await loadFeed(kevOf('2026-11-01', [kevEntry('CVE-2024-2', '2026-09-02')]), 'kev')
  const before = await loadedFeeds(database())
  const { id } = await loadFeed(kevOf('2026-10-01', [kevEntry('CVE-2024-1', '2026-09-01')]), 'kev')
  expect([await loadedFeeds(database()), await exploited()]).toEqual([
    before,
    [{ cve: 'CVE-2024-2', added_on: '2026-09-02' }],
  ])
  expect(await summary(id)).toMatchObject({
    unread: [{ path: 'feed', reason: expect.stringContaining('newer release') }],
  })
})

test('a catalogue without a date is as new as its newest entry', async () => {
  const undated = (entries: readonly object[]) => ({ vulnerabilities: entries })
  await loadFeed(kevOf('2026-10-01', [kevEntry('CVE-2024-1', '2026-09-01')]), 'kev')
  await loadFeed(undated([kevEntry('CVE-2024-2', '2026-09-30')]), 'kev')
  expect(await exploited()).toMatchObject([{ cve: 'CVE-2024-1' }])
  await loadFeed(undated([kevEntry('CVE-2024-3', '2026-10-01')]), 'kev')
  expect(await exploited()).toMatchObject([{ cve: 'CVE-2024-3' }])
})

test('the same release again writes no entry anew, and of two entries for one vulnerability the first day counts', async () => {
  const entries = [kevEntry('CVE-2024-1', '2026-09-01'), kevEntry('CVE-2024-1', '2026-08-01')]
  await loadFeed(kevOf('2026-10-01', entries), 'kev')
  const before = await versions()
  expect(await exploited()).toEqual([{ cve: 'CVE-2024-1', added_on: '2026-08-01' }])
  await loadFeed({ ...kevOf('2026-10-01', entries), title: 'Sent again' }, 'kev')
  expect(await versions()).toEqual(before)
})

test('a catalogue of which nothing can be read is set aside, and the one before stays', async () => {
  await loadFeed(kevOf('2026-10-01', [kevEntry('CVE-2024-1', '2026-09-01')]), 'kev')
  const broken = await loadFeed(kevOf('2026-11-01', [kevEntry('none', '2026-09-01')]), 'kev')
  expect(broken).toMatchObject({ status: 'quarantined', problem: 'No entry of the feed can be read' })
  expect(await exploited()).toHaveLength(1)
})

test('vulnerabilities know what the feeds say, whichever came first, and forget what they withdraw', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2']))
  await loadFeed(
    kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-09-01'), kevEntry('CVE-2024-3', '2026-09-03')]),
    'kev',
  )
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.5, 'CVE-2024-3': 0.25 }), 'epss')
  await report(imageScan('v1', 8, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  expect(await vulnerabilities()).toEqual([
    { name: 'CVE-2024-1', since: '2026-09-01', epss: 0.5 },
    { name: 'CVE-2024-2', since: null, epss: null },
    { name: 'CVE-2024-3', since: '2026-09-03', epss: 0.25 },
  ])
  await loadFeed(kevOf('2026-11-02', [kevEntry('CVE-2024-2', '2026-11-02')]), 'kev')
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-3': 0.75 }), 'epss')
  expect(await vulnerabilities()).toEqual([
    { name: 'CVE-2024-1', since: null, epss: null },
    { name: 'CVE-2024-2', since: '2026-11-02', epss: null },
    { name: 'CVE-2024-3', since: null, epss: 0.75 },
  ])
})

test('an issue that opens after the feed is in KEV at once; one that was there follows in the next step of the worker', async () => {
  const scored = () =>
    database().query(sql`
    SELECT v.name, i.kev, i.risk FROM issue i JOIN vulnerability v ON v.id = i.vulnerability_id ORDER BY v.name`)
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  const [alone] = (await scored()) as { risk: number }[]
  await loadFeed(
    kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-09-01'), kevEntry('CVE-2024-2', '2026-09-01')]),
    'kev',
  )
  await report(imageScan('v1', 8, ['CVE-2024-1', 'CVE-2024-2']))
  expect(await scored()).toMatchObject([{ kev: false }, { kev: true, risk: (alone?.risk ?? 0) + 10 }])
  expect(await followFeeds()).toBe('more')
  expect(await scored()).toMatchObject([{ kev: true, risk: (alone?.risk ?? 0) + 10 }, { kev: true }])
  expect(await followFeeds()).toBe('idle')
})

test('an issue tells what the feeds say of its vulnerability, and of when they are', async () => {
  await loadFeed(
    kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-09-01'), kevEntry('CVE-2024-2', '2026-09-01', { dueDate: '' })]),
    'kev',
  )
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  await loadFeed(epssOf('2026-11-02', { 'CVE-2024-1': 0.5 }), 'epss')
  const problems = []
  for (const { id } of await issues()) {
    const issue = await getIssue(SECURITY, id)
    problems.push(issue.ok ? issue.value.problem : issue.failure)
  }
  const feeds = { kev: '2026-11-01T12:00:00.000Z', epss: '2026-11-02T00:00:00.000Z' }
  const kevDetail = { dueOn: '2027-01-02', ransomware: true, action: 'Update.' }
  const unscored = { epss: null, epssPercentile: null, feeds }
  expect(problems).toMatchObject([
    { name: 'CVE-2024-1', kevSince: '2026-09-01', kevDetail, epss: 0.5, epssPercentile: 0.5, feeds },
    { name: 'CVE-2024-2', kevSince: '2026-09-01', kevDetail: { ...kevDetail, dueOn: null }, ...unscored },
    { name: 'CVE-2024-3', kevSince: null, kevDetail: null, ...unscored },
  ])
})

test('a part of the scores is added to the release that is loaded, and leaves its version', async () => {
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.5, 'CVE-2024-2': 0.25 }), 'epss')
  const part = (date: string, epss: string) => ({
    status: 'OK',
    data: [{ cve: 'CVE-2024-2', epss, percentile: epss, date }],
  })
  await loadFeed(part('2026-10-31', '0.9'), 'epss')
  await loadFeed(part('2026-11-02', '0.75'), 'epss')
  expect(await predictions()).toEqual([
    { cve: 'CVE-2024-1', probability: 0.5 },
    { cve: 'CVE-2024-2', probability: 0.75 },
  ])
  const releasedAt = new Date('2026-11-01T00:00:00Z')
  expect(await loadedFeeds(database())).toMatchObject([{ name: 'epss', version: 'v1', releasedAt, entries: 2 }])
})

test('parts alone are no release', async () => {
  await loadFeed({ data: [{ cve: 'CVE-2024-2', epss: '0.5', percentile: '0.5', date: '2026-11-02' }] }, 'epss')
  expect(await loadedFeeds(database())).toMatchObject([{ name: 'epss', version: null, releasedAt: null, entries: 1 }])
  await loadFeed(epssOf('2026-11-01', { 'CVE-2024-1': 0.5 }), 'epss')
  expect(await predictions()).toEqual([{ cve: 'CVE-2024-1', probability: 0.5 }])
})

test('a feed that two workers take at once is written once', async () => {
  const id = await receive(kevOf('2026-10-01', [kevEntry('CVE-2024-1', '2026-09-01')]), {}, 'kev')
  await Promise.all([processReport(id), processReport(id)])
  expect(await reportState(id)).toMatchObject({ status: 'processed', problem: null })
  expect(await exploited()).toMatchObject([{ cve: 'CVE-2024-1' }])
})
