import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import { ISSUE_SORTS } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { datedIssues } from '../../store/clocks/dated-issues.ts'
import { lockExpiring } from '../../store/clocks/expiring-exceptions.ts'
import { lockDueSoon, lockOverdue } from '../../store/clocks/untold-dates.ts'
import { database } from '../../store/database.ts'
import { lockAsked, lockLateRequests } from '../../store/issues/approval.ts'
import { lockConfirmed } from '../../store/issues/confirm-resolved.ts'
import { sightingsOf } from '../../store/issues/detail/sightings.ts'
import { coverageOf, versionsOf } from '../../store/issues/detail/versions.ts'
import { affectedWorkloads } from '../../store/issues/detail/workloads.ts'
import type { PageKey } from '../../store/issues/order.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { lockOverSnoozes, lockSnoozed } from '../../store/issues/snooze.ts'
import { watched } from '../../store/testing/watched.ts'
import { pageOfSearch } from './page.ts'
import { countSearch, totalOf } from './search.ts'

/** Enough rows that the planner would scan them all, did no index serve. */
const ISSUES = 60_000
const READER: Actor = { type: 'user', id: 'u', name: 'U', email: 'u@example.com', role: 'developer', teamIds: [1, 3] }
const SYSTEM: Actor = { type: 'system', name: 'test' }

const FILTERS = [
  '',
  ...[
    'is:open',
    'is:closed',
    'is:open is:excepted',
    'team:team-1',
    'team:none',
    'team:team-24',
    'severity:critical',
    'severity:low',
  ],
  ...['kind:threat', 'kind:secret', 'kind:vulnerability', 'stage:runtime', 'stage:build', 'kev:true', 'kev:false'],
  ...[
    'fix:available',
    'fix:none',
    'running:yes',
    'running:no',
    'running:unknown',
    'exposed:internet',
    'exposed:unknown',
  ],
  'is:open severity:critical kev:true running:yes team:team-1',
  'is:open kev:false fix:none running:no',
  ...['cve:CVE-2017-10001', 'package:lib-7', 'package:lib-1', 'rule:tool:RULE-3'],
  ...[
    'image:registry.example.com/group-3/service-3',
    'workload:service-11',
    'workload:ns-11/service-11',
    'lib-7 service',
    'lib',
    'registry',
  ],
  'is:open package:lib-1 severity:low',
  ...['is:open snoozed:no', 'snoozed:yes', 'due:overdue', 'due:soon', 'due:in-time', 'due:none', 'approval:pending'],
  'due:overdue severity:critical team:team-1',
]

const BIG = /Seq Scan on (issue|sighting|episode)\b/

beforeAll(async () => {
  await seed(database(), ISSUES)
}, 120_000)

test('a plan that scans is found out', async () => {
  const { db, scans } = watched(database(), BIG)
  await db.query(sql`SELECT FROM issue WHERE place = 'nowhere'`)
  expect(scans).toHaveLength(1)
})

test.each(FILTERS)('no statement of the queue scans a table: %s', async (text) => {
  for (const actor of [SYSTEM, READER]) {
    for (const sort of ISSUE_SORTS) {
      const { db, scans } = watched(database(), BIG)
      const search = await countSearch(db, actor, text)
      const first = await pageOfSearch(db, search, { sort, after: null, limit: 50 })
      const middle: PageKey =
        sort === 'risk' ? { key: '20', id: 30_000 } : { key: '2026-01-01T00:00:00.000000Z', id: 30_000 }
      await pageOfSearch(db, search, { sort, after: middle, limit: 50 })
      await issueRows(
        db,
        first.keys.map(({ id }) => id),
      )
      expect(scans).toEqual([])
    }
  }
})

test('no statement of the issue page scans a table', async () => {
  const { db, scans } = watched(database(), BIG)
  for (const [issueId, imageId, workloadId] of [
    [11, 12, null],
    [56, null, 57],
  ] as const) {
    await affectedWorkloads(db, { issueId, imageId, workloadId })
    await sightingsOf(db, issueId)
    if (imageId) {
      await versionsOf(db, issueId, imageId, 'vulnerability')
      await coverageOf(db, imageId, 'vulnerability')
    }
  }
  expect(scans).toEqual([])
})

test('no statement that watches dates, snoozes, requests and closings scans a table', async () => {
  const { db, scans } = watched(database(), BIG)
  const [now, none] = [new Date(), { images: [12], workloads: [57], repositories: [], clusters: [1], issues: [11] }]
  await lockOverdue(db, now, 1000)
  await lockDueSoon(db, now, new Date(now.getTime() + 3 * 86_400_000), 1000)
  await lockExpiring(db, now, 1000)
  await lockOverSnoozes(db, now, 1000)
  await lockSnoozed(db, none)
  await lockAsked(db, none)
  await lockLateRequests(db, now, 500)
  await lockConfirmed(db, none)
  await datedIssues(db, [11, 56, 57])
  expect(scans).toEqual([])
})

/** The same question asked of the table itself, in one plain statement. */
async function counted(where: string): Promise<number> {
  const { rows } = await database().pool.query(
    `SELECT count(*) FROM issue i LEFT JOIN team t ON t.id = i.team_id WHERE ${where}`,
  )
  return rows[0].count
}

test.each([
  ['', 'true'],
  ['is:open severity:critical', `i.status = 'open' AND severity = 4`],
  ['is:open is:excepted stage:runtime', `i.status IN ('open', 'excepted') AND stages & 4 > 0`],
  ['team:team-3 team:none', `t.slug = 'team-3' OR team_id IS NULL`],
  ['team:no-such', 'false'],
  ['kev:true fix:none', `kev AND fixed_version = ''`],
  ['running:unknown exposed:internet', 'running IS NULL AND exposed'],
  ['kind:secret kind:threat', `kind IN ('secret', 'threat')`],
  ['package:lib-7', 'package_id = 7'],
  ['snoozed:yes', 'snoozed_until IS NOT NULL'],
  [
    'due:soon severity:low',
    `i.status = 'open' AND due_at BETWEEN now() AND now() + interval '3 days' AND severity = 1`,
  ],
  ['package:lib-7 is:closed', `package_id = 7 AND status = 'closed'`],
])('%s finds and counts what the table holds', async (text, where) => {
  const expected = await counted(where)
  const search = await countSearch(database(), SYSTEM, text)
  expect(totalOf(search)).toEqual({ value: expected, bounded: false })
  for (const sort of ISSUE_SORTS) {
    const { keys } = await pageOfSearch(database(), search, { sort, after: null, limit: 100 })
    const order = {
      risk: 'risk DESC, i.id DESC',
      due: `COALESCE(due_at, 'infinity'), i.id`,
      opened: 'opened_at DESC, i.id DESC',
      oldest: 'opened_at, i.id',
    }[sort]
    const { rows } = await database().pool.query(
      `SELECT i.id FROM issue i LEFT JOIN team t ON t.id = i.team_id WHERE ${where} ORDER BY ${order} LIMIT 100`,
    )
    expect(keys.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  }
})

test.each(['is:open running:no severity:high team:team-2', 'package:lib-7', 'kind:secret'])(
  'pages of %s put end to end are the whole, each issue once',
  async (text) => {
    const search = await countSearch(database(), SYSTEM, text)
    for (const sort of ISSUE_SORTS) {
      const seen: number[] = []
      let after: PageKey | null = null
      do {
        const page: { keys: PageKey[]; last: PageKey | null } = await pageOfSearch(database(), search, {
          sort,
          after,
          limit: 37,
        })
        seen.push(...page.keys.map(({ id }) => id))
        after = page.last
      } while (after)
      expect(seen).toHaveLength(totalOf(search).value)
      expect(new Set(seen).size).toBe(seen.length)
    }
  },
)

test('a search that finds too much says "at least" and still pages in order', async () => {
  const search = await countSearch(database(), SYSTEM, 'registry is:open')
  expect(totalOf(search).bounded).toBe(true)
  const { keys } = await pageOfSearch(database(), search, { sort: 'risk', after: null, limit: 100 })
  const { rows } = await database().pool.query(
    `SELECT id FROM issue WHERE image_id IS NOT NULL AND status = 'open' ORDER BY risk DESC, id DESC LIMIT 100`,
  )
  expect(keys.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
})
