import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { type ClockPolicy, DEFAULT_CLOCKS, DEFAULT_RULE } from '../../domain/sla.ts'
import { database } from '../../store/database.ts'
import { runNextStep } from '../background/run-next-step.ts'
import { imageRef } from '../engine/testing/admissions.ts'
import { hoursAgo } from '../engine/testing/clock.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { reopenExpired } from '../engine/upkeep/expired-exceptions.ts'
import { actOnIssue } from '../issues/act.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { getClocks, saveClocks } from './manage.ts'
import { tellDates, warnOfExpiring } from './watch-dates.ts'

const DAY_MS = 86_400_000

beforeEach(async () => {
  await resetWorld([])
  await database().query(sql`DELETE FROM state_log_reader`)
})
afterEach(expectSound)

async function save(more: Partial<ClockPolicy>) {
  const now = await getClocks(SECURITY)
  if (!now.ok) throw new Error(now.failure.detail)
  const policy = { ...DEFAULT_CLOCKS, ...more }
  const saved = await saveClocks(SECURITY, { version: now.value.version, reason: 'A test wants it so.', policy })
  if (!saved.ok) throw new Error(saved.failure.detail)
  while ((await runNextStep()) === 'more');
}

async function issue() {
  const [row] = await database().query<{
    id: number
    version: number
    due: Date
    from: Date | null
    stopped: Date | null
  }>(sql`SELECT id, version, due_at AS due, clock_from AS from, stopped_at AS stopped FROM issue`)
  return row!
}

async function act(action: IssueAction) {
  const { id, version } = await issue()
  const result = await actOnIssue(SECURITY, { id, version, action })
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

/** The end of the day, in UTC, that is so many days after a time. */
function dayEnd(from: Date, days: number): Date {
  return new Date(`${new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10)}T23:59:59.999Z`)
}

function events(name: string) {
  return database().query<{ issueId: number; data: Record<string, unknown> }>(
    sql`SELECT issue_id AS "issueId", data FROM state_log WHERE event = ${name} AND issue_id IN (SELECT id FROM issue) ORDER BY id`,
  )
}

test('a new issue is due by the clock in force, and another clock dates it again in the background', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  expect((await issue()).due).toEqual(dayEnd(hoursAgo(5), 30))
  await save({ rules: [{ ...DEFAULT_RULE, days: { critical: 1, high: 2, medium: 3, low: null } }] })
  expect((await issue()).due).toEqual(dayEnd(hoursAgo(5), 2))
  await report(imageScan('v1', 4, ['CVE-2024-1', 'CVE-2024-2']))
  const dues = await database().query<{ due: Date }>(sql`SELECT due_at AS due FROM issue ORDER BY id`)
  expect(dues.map(({ due }) => due)).toEqual([dayEnd(hoursAgo(5), 2), dayEnd(hoursAgo(4), 2)])
})

test('starting to run in production moves the date by the clock of production', async () => {
  await save({
    rules: [DEFAULT_RULE, { ...DEFAULT_RULE, environment: 'production', days: { ...DEFAULT_RULE.days, high: 3 } }],
  })
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  expect((await issue()).due).toEqual(dayEnd(hoursAgo(5), 30))
  await admit({ hoursAgo: 4, images: [imageRef('v1')] })
  await database().query(sql`UPDATE cluster SET environment = 'production', rescore_at = now()`)
  await admit({ hoursAgo: 3, images: [imageRef('v1')] })
  const shown = await getIssue(SECURITY, (await issue()).id)
  expect((await issue()).due).toEqual(dayEnd(hoursAgo(5), 3))
  expect(shown.ok && shown.value.triage.clock).toMatchObject({ days: 3, ruleFor: { environment: 'production' } })
})

test('the clock stands while the risk is accepted, and what stood is added when it goes on', async () => {
  await report(imageScan('v1', 48, ['CVE-2024-1']))
  await act({ type: 'accept', until: new Date(Date.now() + 20 * DAY_MS).toISOString(), reason: 'The upgrade comes.' })
  const before = await issue()
  expect(before.stopped).not.toBeNull()
  const shown = await getIssue(SECURITY, before.id)
  expect(shown.ok && shown.value).toMatchObject({ slaState: 'paused', dueAt: before.due.toISOString() })
  await reopenExpired(new Date(Date.now() + 21 * DAY_MS))
  const after = await issue()
  expect(after.stopped).toBeNull()
  const stoodMs = 21 * DAY_MS
  expect(Math.abs((after.from?.getTime() ?? 0) - hoursAgo(48).getTime() - stoodMs)).toBeLessThan(60_000)
  expect(after.due).toEqual(dayEnd(after.from!, 30))
})

test.each([
  ['restart', 2 * 24, 30],
  ['keep', 2 * 24 + 24 * 8, 30],
] as const)('what is seen again: %s', async (onReopen, beginsHoursAgo, days) => {
  await save({ rules: [{ ...DEFAULT_RULE, onReopen }] })
  await report(imageScan('v1', 24 * 20, ['CVE-2024-1']))
  await report(imageScan('v1', 24 * 12, []))
  await report(imageScan('v1', 24 * 2, ['CVE-2024-1']))
  // Eight of its days were used up before it closed; the ten in which it was closed count in neither case.
  expect((await issue()).due).toEqual(dayEnd(hoursAgo(beginsHoursAgo), days))
})

test('a date that is near and one that has passed are told once each, due today being inside', async () => {
  await report(imageScan('v1', 1, ['CVE-2024-1']))
  const { id, due } = await issue()
  const at = (ms: number) => new Date(due.getTime() + ms)
  await tellDates(at(-4 * DAY_MS))
  expect(await events('due-soon')).toEqual([])
  await tellDates(at(-3 * DAY_MS))
  await tellDates(at(-3 * DAY_MS + 1000))
  expect(await events('due-soon')).toEqual([{ issueId: id, data: { dueAt: due.toISOString() } }])
  await tellDates(at(0))
  expect(await events('overdue')).toEqual([])
  await tellDates(at(1))
  await tellDates(at(60_000))
  expect(await events('overdue')).toEqual([{ issueId: id, data: { dueAt: due.toISOString() } }])
  const shown = await getIssue(SECURITY, id)
  expect(shown.ok && shown.value.timeline.items.filter(({ type }) => type === 'escalated')).toHaveLength(1)
})

test('another date is told anew, and the same date never twice', async () => {
  await report(imageScan('v1', 24 * 40, ['CVE-2024-1']))
  await tellDates()
  expect(await events('overdue')).toHaveLength(1)
  await save({ rules: [{ ...DEFAULT_RULE, days: { ...DEFAULT_RULE.days, high: 400 } }] })
  await tellDates()
  await save({ rules: [DEFAULT_RULE] })
  await tellDates()
  expect(await events('overdue')).toHaveLength(1)
  await save({ rules: [{ ...DEFAULT_RULE, days: { ...DEFAULT_RULE.days, high: 20 } }] })
  await tellDates()
  expect(await events('overdue')).toHaveLength(2)
})

test('an acceptance that is about to end is told of once', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  const until = new Date(Date.now() + 10 * DAY_MS)
  await act({ type: 'accept', until: until.toISOString(), reason: 'The upgrade comes.' })
  await warnOfExpiring()
  expect(await events('exception-expiring')).toEqual([])
  const near = new Date(until.getTime() - 7 * DAY_MS)
  await warnOfExpiring(near)
  await warnOfExpiring(near)
  const { id } = await issue()
  expect(await events('exception-expiring')).toMatchObject([{ issueId: id, data: { until: until.toISOString() } }])
})

test('of two people who set the clocks at once, one is told to look again', async () => {
  const saving = { version: 0, reason: 'Mine.', policy: DEFAULT_CLOCKS }
  const both = await Promise.all([saveClocks(SECURITY, saving), saveClocks(SECURITY, saving)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'conflict' } })
})
