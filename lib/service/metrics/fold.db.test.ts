import fc from 'fast-check'
import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { SPLITS } from '../../domain/metrics/cells.ts'
import { type Database, database } from '../../store/database.ts'
import { forgetMetrics } from '../../store/metrics/forget.ts'
import { imageRef } from '../engine/testing/admissions.ts'
import { hoursAgo } from '../engine/testing/clock.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { issues } from '../engine/testing/state.ts'
import { reopenExpired } from '../engine/upkeep/expired-exceptions.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { foldMetrics, METRICS_READER } from './fold.ts'

beforeEach(() => resetWorld([]))

async function foldAll(limit: number): Promise<void> {
  while ((await foldMetrics(limit)) === 'more');
}

/** All that was counted. */
async function counted() {
  const facts = await database().query(sql`SELECT * FROM metric_fact ORDER BY issue_id, n`)
  const cells = await database().query<Record<string, string | number>>(sql`
    SELECT * FROM metric_cell ORDER BY basis, split, day, team_id, cluster_id, environment, kind, severity`)
  const keys = new Set(['basis', 'split', 'day', 'team_id', 'cluster_id', 'environment', 'kind', 'severity'])
  return { facts, cells: cells.filter((cell) => Object.entries(cell).some(([name, n]) => !keys.has(name) && n !== 0)) }
}

/** Sums of a split by one of its dimensions, those that are 0 left out. */
async function summed(measure: string, basis: 'then' | 'now', by: 'team_id' | 'cluster_id' | 'severity' | null) {
  const split = SPLITS.findIndex((one) => Object.keys(one).join() === (by === null ? '' : by.replace('_id', '')))
  const rows = await database().query<{ key: number; total: number }>(sql`
    SELECT ${by}::text, (to_jsonb(c) ->> COALESCE(${by}::text, ''))::int AS key, sum((to_jsonb(c) ->> ${measure})::bigint)::int AS total
    FROM metric_cell c WHERE basis = ${basis} AND split = ${split} GROUP BY 2 HAVING sum((to_jsonb(c) ->> ${measure})::bigint) <> 0`)
  return Object.fromEntries(rows.map(({ key, total }) => [key ?? 'all', total]))
}

/** The same, counted from the issues themselves and from the log by another way. */
async function expectAgreesWithIssues(): Promise<void> {
  const open = (await issues()).filter(({ status }) => status === 'open')
  const by = (key: (issue: (typeof open)[number]) => string | number) =>
    Object.fromEntries([...Map.groupBy(open, key)].map(([value, all]) => [value, all.length]))
  const teams = await database().query<{ id: number; slug: string }>(sql`SELECT id, slug FROM team`)
  const teamOf = (slug: string | null) => teams.find((team) => team.slug === slug)?.id ?? 0
  for (const basis of ['then', 'now'] as const) {
    expect(await summed('open_delta', basis, 'team_id')).toEqual(by(({ team }) => teamOf(team)))
    expect(await summed('open_delta', basis, 'severity')).toEqual(by(({ severity }) => severity))
    expect(await summed('open_delta', basis, 'cluster_id')).toEqual(await openByCluster())
    if (basis === 'now')
      expect(await summed('standing', basis, null)).toEqual(open.length === 0 ? {} : { all: open.length })
    for (const event of ['opened', 'reopened']) {
      const [row] = await database().query<{ n: number }>(
        sql`SELECT count(*) AS n FROM state_log WHERE event = ${event}`,
      )
      expect(await summed(event, basis, null)).toEqual(row!.n === 0 ? {} : { all: row!.n })
    }
  }
}

async function openByCluster(): Promise<Record<string, number>> {
  const rows = await database().query<{ key: number; total: number }>(sql`
    SELECT COALESCE(c.id, 0) AS key, count(*)::int AS total FROM issue i JOIN place p ON p.id = i.place_id
    LEFT JOIN LATERAL unnest(p.cluster_ids) AS c (id) ON true WHERE i.status = 'open' GROUP BY 1`)
  return Object.fromEntries(rows.map(({ key, total }) => [key, total]))
}

const STEP_HOURS = 60
const version = fc.constantFrom('v1', 'v2')
const ACTIONS: IssueAction[] = [
  { type: 'dismiss', reason: 'It is never called.' },
  { type: 'accept', until: hoursAgo(-24).toISOString(), reason: 'The upgrade comes on Monday.' },
  { type: 'team', teamId: 9 },
  { type: 'team', teamId: 4 },
  { type: 'reopen', reason: '' },
]
const scan = fc
  .record({ version, found: fc.subarray(['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']), late: fc.constantFrom(0, 130) })
  .map(
    ({ version, found, late }) =>
      (at: number) =>
        report(imageScan(version, at + late, found, { tags: [version] })),
  )
const admission = fc
  .record({ name: fc.constantFrom('pay', 'batch'), version, team: fc.constantFrom('payments', 'storefront') })
  .map(
    ({ name, version, team }) =>
      (at: number) =>
        admit({ name, hoursAgo: at, images: [imageRef(version)], labels: { team } }),
  )
const decision = fc
  .record({ action: fc.constantFrom(...ACTIONS), which: fc.nat(5) })
  .map(({ action, which }) => async () => {
    const all = await issues()
    const issue = all[which % Math.max(1, all.length)]
    if (issue) await actOnIssue(SECURITY, { id: issue.id, version: issue.version, action })
  })
const wait = fc.constant(() => reopenExpired(hoursAgo(-25)))
const pruned = fc.constant(() => database().query(sql`DELETE FROM issue WHERE id = (SELECT min(id) FROM issue)`))
const story = fc.array(
  fc.record({
    run: fc.oneof(
      { weight: 5, arbitrary: scan },
      { weight: 3, arbitrary: admission },
      { weight: 4, arbitrary: decision },
      { weight: 1, arbitrary: wait },
      { weight: 1, arbitrary: pruned },
    ) as fc.Arbitrary<(hoursAgo: number) => Promise<unknown>>,
    folded: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
  { minLength: 3, maxLength: 12 },
)

test('whatever happens, folding step by step counts what counting anew counts, and what the issues say', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      await resetWorld([])
      for (const [at, { run, folded }] of steps.entries()) {
        await run((steps.length - at) * STEP_HOURS)
        if (folded !== null) await foldMetrics(folded)
      }
      await foldAll(3)
      await expectAgreesWithIssues()
      const before = await counted()
      expect(before.facts.length).toBeGreaterThan(0)
      await database().transaction((tx) => forgetMetrics(tx, METRICS_READER))
      await foldAll(1_000)
      expect(await counted()).toEqual(before)
    }),
    { seed: Number(process.env.STORY_SEED ?? 1), numRuns: Number(process.env.STORIES ?? 12) },
  )
}, 300_000)

test('a fold that fails counts nothing, and the next one all of it once', async () => {
  await foldAll(1_000)
  const before = await counted()
  await report(imageScan('v1', 48, ['CVE-2024-1', 'CVE-2024-2']))
  const failing: Database = {
    ...database(),
    transaction: (work) =>
      database().transaction(async (tx) => {
        const done = await work(tx)
        if (done === 'idle') throw new Error('the connection broke')
        return done
      }),
  }
  await expect(foldMetrics(1_000, failing)).rejects.toThrow('broke')
  expect(await counted()).toEqual(before)
  await foldAll(1_000)
  await foldAll(1_000)
  expect(await summed('standing', 'now', null)).toEqual({ all: 2 })
})
