import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { MetricRowsQuery } from '../../contract/metric-rows.ts'
import { MetricsQuery } from '../../contract/metrics.ts'
import type { UserActor } from '../../domain/actor.ts'
import { FIGURE_CODES } from '../../domain/metrics/definitions.ts'
import { database } from '../../store/database.ts'
import { SECURITY } from '../engine/testing/intake.ts'
import { resetWorld } from '../testing/world.ts'
import { getMetrics } from './get-metrics.ts'
import { exportMetricRows, listMetricRows } from './list-rows.ts'
import { tell } from './testing/log.ts'

const NOW = new Date('2026-10-31T12:00:00Z')
const DEVELOPER: UserActor = { ...SECURITY, id: 'user-developer', role: 'developer', teamIds: [3] }

/** October: team 3 and 4; issue numbers are far above those of other tests. */
const STORY = [
  { at: '2026-09-20T10:00:00Z', event: 'opened', issue: 901, dueAt: '2026-10-05T23:59:59.999Z' },
  { at: '2026-10-02T10:00:00Z', event: 'opened', issue: 902, team: 4, severity: 2, stage: 'runtime', clusters: [1, 2] },
  { at: '2026-10-03T10:00:00Z', event: 'opened', issue: 903, dueAt: '2026-10-10T23:59:59.999Z' },
  {
    at: '2026-10-04T10:00:00Z',
    event: 'opened',
    issue: 904,
    team: null,
    environment: null,
    clusters: [],
    stage: 'deploy',
  },
  {
    ...{ at: '2026-10-06T10:00:00Z', event: 'closed', issue: 903, reason: 'fixed', openedAt: '2026-10-03T10:00:00Z' },
    ...{ dueAt: '2026-10-10T23:59:59.999Z', builtAt: '2026-10-04T10:00:00Z', rolledOutAt: '2026-10-06T10:00:00Z' },
  },
  {
    at: '2026-10-08T10:00:00Z',
    event: 'reassigned',
    issue: 902,
    team: 3,
    severity: 2,
    clusters: [1, 2],
    openedAt: '2026-10-02T10:00:00Z',
  },
  { at: '2026-10-12T10:00:00Z', event: 'reopened', issue: 903, episode: 2, dueAt: '2026-10-19T23:59:59.999Z' },
  {
    ...{ at: '2026-10-20T11:00:00Z', event: 'closed', issue: 903, episode: 2, reason: 'fixed' },
    ...{ openedAt: '2026-10-12T10:00:00Z', dueAt: '2026-10-19T23:59:59.999Z' },
  },
  {
    at: '2026-10-21T10:00:00Z',
    event: 'closed',
    issue: 904,
    reason: 'gone',
    team: null,
    environment: null,
    clusters: [],
    openedAt: '2026-10-04T10:00:00Z',
  },
]
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' }

beforeAll(async () => {
  await resetWorld([])
  await tell(STORY)
})

async function ask(query: Record<string, unknown>, actor = SECURITY) {
  const metrics = await getMetrics(actor, MetricsQuery.parse({ ...OCTOBER, ...query }), NOW)
  if (!metrics.ok) throw new Error(metrics.failure.detail)
  return metrics.value
}

async function rows(query: Record<string, unknown>, actor = SECURITY) {
  const page = await listMetricRows(actor, MetricRowsQuery.parse({ ...OCTOBER, ...query }))
  if (!page.ok) throw new Error(page.failure.detail)
  return page.value
}

test('counts what happened in the period', async () => {
  const { total, previous } = await ask({})
  expect(previous).toEqual({ from: '2026-08-31', to: '2026-09-30' })
  expect(total.values).toMatchObject({
    ...{ opened: 3, reopened: 1, regressions: 1, fixed: 2, gone: 1, remediated: 2, open: 2, overdue: 1 },
    ...{ firstAtBuild: 1, firstAtDeploy: 1, firstAtRuntime: 1, netResolveRate: 3 / 4 },
    // Three days, and eight days and an hour: percentiles lie between them.
    ...{ ttrMean: 477_000, ttrMedian: 477_000, ttrP90: 259_200 + 0.9 * (694_800 - 259_200) },
    ...{ toBuilt: 86_400, toRolledOut: 172_800 },
    // In time 1 of 2 closed with a date; one is open and overdue.
    slaCompliance: 1 / 3,
    escapeRate: 2 / 3,
  })
  expect(total.previous).toMatchObject({ opened: 1, open: 1, overdue: 0, ttrMedian: null })
})

test('then: a team has what it had; now: what it has', async () => {
  const byTeam = async (as: string) =>
    Object.fromEntries(
      (await ask({ by: 'team', as })).groups.map(({ key, values }) => [key, [values.opened, values.open]]),
    )
  expect(await byTeam('then')).toEqual({ payments: [1, 2], storefront: [1, 0], none: [1, 0] })
  expect(await byTeam('now')).toEqual({ payments: [2, 2], none: [1, 0] })
})

test('what is in two clusters counts in both, and once in all', async () => {
  const { groups, total } = await ask({ by: 'cluster' })
  expect(Object.fromEntries(groups.map(({ key, values }) => [key, values.opened]))).toEqual({
    ...{ 'shop-prod': 2, 'shop-test': 1, none: 1 },
  })
  expect(total.values.opened).toBe(3)
})

test('every combination of filters and groups adds up to the rows behind it', async () => {
  const filters = [
    {},
    { team: 'payments' },
    { cluster: 'shop-prod' },
    { environment: 'production' },
    { severity: 'critical' },
  ]
  for (const one of filters) {
    for (const other of [
      ...filters,
      { kind: 'vulnerability' },
      { severity: 'critical', team: 'payments', kind: 'vulnerability' },
    ]) {
      for (const as of ['then', 'now']) {
        const scope = { ...one, ...other, as }
        const { total, groups } = await ask({ ...scope, by: 'severity' })
        for (const figure of ['opened', 'reopened', 'regressions', 'fixed', 'gone', 'firstAtRuntime'] as const) {
          expect((await rows({ ...scope, figure })).rows).toHaveLength(total.values[figure] ?? 0)
          expect(groups.reduce((sum, { values }) => sum + (values[figure] ?? 0), 0)).toBe(total.values[figure])
        }
      }
    }
  }
}, 120_000)

test('draws what was open and overdue at the end of each day', async () => {
  const { steps } = await ask({})
  const open = Object.fromEntries(steps.map((step) => [step.from, [step.open, step.overdue]]))
  expect(open['2026-10-01']).toEqual([1, 0])
  expect(open['2026-10-05']).toEqual([4, 0])
  expect(open['2026-10-06']).toEqual([3, 1])
  expect(open['2026-10-19']).toEqual([4, 1])
  // Closed a day late: it was overdue for no whole day but its last.
  expect(open['2026-10-20']).toEqual([3, 1])
  expect(open['2026-10-31']).toEqual([2, 1])
})

test('a long period is drawn by the week', async () => {
  const { steps } = await ask({ from: '2026-09-01', to: '2026-10-31' })
  expect(steps).toHaveLength(9)
  expect(steps.at(-1)).toMatchObject({ from: '2026-10-27', to: '2026-10-31', open: 2 })
  expect(steps.map(({ ttrMedian }) => ttrMedian).filter((value) => value !== null)).toHaveLength(2)
})

test('ages of what is open, by whole days', async () => {
  const { ages } = await ask({})
  expect(ages.filter(({ issues }) => issues > 0)).toEqual([
    { from: 15, to: 31, issues: 1 },
    { from: 31, to: 61, issues: 1 },
  ])
})

test.each(['team', 'cluster'])('a %s that never was is told, rather than answered with zeros', async (dimension) => {
  const asked = MetricsQuery.parse({ [dimension]: 'nope' })
  for (const answer of [
    await getMetrics(SECURITY, asked),
    await listMetricRows(SECURITY, { ...MetricRowsQuery.parse({ figure: 'opened' }), ...asked }),
  ])
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid', extra: { location: `query.${dimension}` } } })
})

test('a developer sees the own teams only, whatever is asked for', async () => {
  for (const team of [undefined, 'storefront', 'mine', 'none', 'payments']) {
    const { groups } = await ask({ by: 'team', ...(team && { team }) }, DEVELOPER)
    expect(groups.every(({ key }) => key === (team === 'none' ? 'none' : 'payments'))).toBe(true)
  }
  expect((await ask({ team: 'storefront' }, DEVELOPER)).total.values.opened).toBe(0)
  expect((await rows({ figure: 'opened', team: 'storefront' }, DEVELOPER)).rows).toEqual([])
})

test('history keeps the name of a team that was deleted or renamed', async () => {
  await database().query(sql`UPDATE team SET name = 'Shop front' WHERE id = 4`)
  const label = async () => (await ask({ by: 'team' })).groups.find(({ key }) => key === 'storefront')
  expect(await label()).toMatchObject({ label: 'Shop front', gone: false, values: { opened: 1 } })
  await database().query(sql`DELETE FROM team WHERE id = 4`)
  expect(await label()).toMatchObject({ label: 'Shop front', gone: true, values: { opened: 1 } })
})

test('lists the rows behind a figure page by page, as the export does', async () => {
  const all = await rows({ figure: 'netResolveRate' })
  expect(all.rows.map(({ event, issueId }) => [event, issueId])).toEqual([
    ['gone', 904],
    ['fixed', 903],
    ['fixed', 903],
  ])
  expect(all.rows[1]).toMatchObject({ seconds: 694_800, sla: 'late', team: 'Payments', issue: null })
  const paged: unknown[] = []
  let cursor: string | null | undefined
  do {
    const page = await rows({ figure: 'netResolveRate', limit: 1, ...(cursor && { cursor }) })
    paged.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor)
  expect(paged).toEqual(all.rows)
  const exported = await exportMetricRows(SECURITY, MetricRowsQuery.parse({ ...OCTOBER, figure: 'netResolveRate' }))
  if (!exported.ok) throw new Error('refused')
  const taken: unknown[] = []
  for await (const batch of exported.value) taken.push(...batch)
  expect(taken).toEqual(all.rows)
})

test('every figure has rows that can be asked for', async () => {
  const today = new Date().toISOString().slice(0, 10)
  for (const figure of FIGURE_CODES) expect((await rows({ figure, from: today, to: today })).rows).toBeDefined()
})

test('rows of what stood open in the past are refused rather than made up', async () => {
  const page = await listMetricRows(SECURITY, MetricRowsQuery.parse({ ...OCTOBER, figure: 'open' }))
  expect(page).toMatchObject({ ok: false, failure: { code: 'invalid' } })
})

test('a period that ends in the future or never begins is refused', async () => {
  for (const period of [
    { from: '2026-10-31', to: '2026-10-01' },
    { from: '2026-10-01', to: '2026-11-30' },
    { from: '2024-01-01', to: '2026-10-01' },
  ]) {
    expect(await getMetrics(SECURITY, MetricsQuery.parse(period), NOW)).toMatchObject({ ok: false })
  }
})
