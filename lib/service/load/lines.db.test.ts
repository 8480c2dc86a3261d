import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { SetLoadLine } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { tell } from '../metrics/testing/log.ts'
import { resetWorld } from '../testing/world.ts'
import { loadHistory } from './history.ts'
import { listLoadLineHistory, listLoadLines, setLoadLine, suggestLoadLine } from './lines.ts'
import { listLoads } from './loads.ts'
import { sampleLoads, thinLoadHistory } from './sample-loads.ts'
import { watchLoads } from './watch-loads.ts'

let logFrom = 0
beforeEach(async () => {
  await resetWorld([])
  const [last] = await database().query<{ id: number }>(sql`SELECT COALESCE(max(id), 0) AS id FROM state_log`)
  logFrom = last!.id
})

const SYSTEM = { type: 'system', name: 'test' } as const
const HOUR_MS = 3_600_000
const PRODUCTION: SetLoadLine = {
  ...{ kind: 'workload', environment: 'production', teamId: null, limit: 0.5 },
  ...{ reason: 'As agreed in October.', replaces: null },
}

/** A workload of production with open issues. */
async function loaded(found: readonly string[] = ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']): Promise<number> {
  await admit({ hoursAgo: 9, labels: { team: 'payments' } })
  await report(imageScan('v1', 8, found))
  await database().query(sql`UPDATE issue SET risk = 50 WHERE status = 'open'`)
  const [row] = await database().query<{ id: number }>(sql`SELECT id FROM workload`)
  return row!.id
}

async function set(line: Partial<SetLoadLine> = {}) {
  const result = await setLoadLine(SECURITY, { ...PRODUCTION, ...line })
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

const crossings = () =>
  database().query<{ event: string; data: Record<string, unknown> }>(sql`
    SELECT event, team_id AS team, environment, cluster_ids AS clusters, data - 'lineId' AS data FROM state_log
    WHERE id > ${logFrom} AND event IN ('load-over', 'load-under') ORDER BY id`)

test('a line is moved with its reason, the one before stays in the history, and the audit log tells both', async () => {
  const first = await set()
  const second = await set({ limit: 7.5, reason: 'The old one was a guess.', replaces: first.id })
  expect(second).toMatchObject({ limit: 7.5, setBy: 'The security', supersededAt: null })
  const lines = await listLoadLines(SECURITY)
  expect(lines.ok && lines.value.rows.map(({ id }) => id)).toEqual([second.id])
  await set({ limit: null, reason: 'Nobody looked at it.', replaces: second.id })
  const page = await listLoadLineHistory(SECURITY, { limit: 2 })
  expect(page.ok && page.value.rows.map(({ limit, reason }) => [limit, reason])).toEqual([
    [null, 'Nobody looked at it.'],
    [7.5, 'The old one was a guess.'],
  ])
  const rest = page.ok && page.value.nextCursor
  const next = await listLoadLineHistory(SECURITY, { limit: 2, cursor: rest || undefined })
  expect(next.ok && next.value.rows.map(({ id }) => id)).toEqual([first.id])
  expect(next.ok && next.value.rows[0]?.supersededAt).not.toBeNull()
  const audit = await database().query<{ data: unknown }>(
    sql`SELECT data FROM audit_log WHERE action = 'load-line.set' ORDER BY seq DESC LIMIT 2`,
  )
  expect(audit.map(({ data }) => data)).toMatchObject([
    { from: 7.5, to: null },
    { from: 0.5, to: 7.5 },
  ])
})

test('two people who move one line at once: the second is told', async () => {
  const first = await set()
  await set({ limit: 3, replaces: first.id })
  const late = await setLoadLine(SECURITY, { ...PRODUCTION, limit: 4, replaces: first.id })
  expect(late).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  const both = await Promise.all(
    [1, 2].map((limit) => setLoadLine(SECURITY, { ...PRODUCTION, kind: 'cluster', limit })),
  )
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
})

test('crossing a line is told once, up and down, with what a route needs', async () => {
  const id = await loaded()
  await watchLoads()
  expect(await crossings()).toEqual([])
  const line = await set()
  await watchLoads()
  await watchLoads()
  expect(await crossings()).toEqual([
    {
      ...{ event: 'load-over', team: 3, environment: 'production', clusters: [1] },
      data: {
        ...{ thing: `load:workload:${id}`, path: `/workloads/${id}`, title: 'shop/pay is over its load line' },
        ...{ text: 'Its load is 7.5, its line 0.5.', load: 7.5, line: 0.5, kind: 'workload', subjectId: id },
        ...{ name: 'shop/pay', where: 'shop-prod', environment: 'production' },
      },
    },
  ])
  const page = await listLoads(SYSTEM, { kind: 'workload', limit: 5 })
  expect(page.ok && page.value.rows[0]).toMatchObject({ load: 7.5, loadLine: { state: 'over', limit: 0.5 } })
  expect(page.ok && page.value.rows[0]?.since).not.toBeNull()

  // On the line is not over it.
  await set({ limit: 7.5, replaces: line.id })
  await watchLoads()
  await watchLoads()
  expect((await crossings()).map(({ event }) => event)).toEqual(['load-over', 'load-under'])
  await database().query(sql`UPDATE issue SET risk = 51 WHERE status = 'open'`)
  await watchLoads()
  expect((await crossings()).map(({ event }) => event)).toEqual(['load-over', 'load-under', 'load-over'])
  // What is gone carries nothing.
  await admit({ hoursAgo: 1, operation: 'DELETE' })
  await watchLoads()
  expect((await crossings()).at(-1)).toMatchObject({ event: 'load-under', team: 3, data: { name: 'shop/pay' } })
})

test('teams, namespaces, clusters and images cross lines of their own', async () => {
  await loaded()
  for (const kind of ['team', 'namespace', 'cluster', 'image'] as const)
    await set({ kind, environment: null, limit: 1 })
  await watchLoads()
  expect((await crossings()).map(({ data }) => [data.kind, data.name, data.load])).toEqual([
    ['namespace', 'shop', 7.5],
    ['image', 'registry.example/shop/pay', 7.5],
    ['team', 'Payments', 7.5],
    ['cluster', 'shop-prod', 7.5],
  ])
})

test('a suggestion comes from what is loaded today, of the environment and team that are asked for', async () => {
  await loaded()
  const of = async (query: Parameters<typeof suggestLoadLine>[1]) => {
    const result = await suggestLoadLine(SECURITY, query)
    return result.ok ? result.value : null
  }
  expect(await of({ kind: 'workload', environment: 'production' })).toMatchObject({
    subjects: 1,
    p75: 7.5,
    suggested: 7.5,
  })
  expect(await of({ kind: 'workload', environment: 'staging' })).toMatchObject({
    subjects: 0,
    suggested: null,
    bars: [],
  })
  expect(await of({ kind: 'workload', teamId: 4 })).toMatchObject({ subjects: 0 })
})

test('a developer reads the history of their own teams and of what these own', async () => {
  const id = await loaded()
  await sampleLoads()
  const of = async (kind: 'workload' | 'team' | 'cluster', ids: number[], teamIds: number[]) => {
    const read = await loadHistory({ ...SECURITY, role: 'developer', teamIds }, { kind, ids, namespaces: [], days: 30 })
    return read.ok ? read.value.rows.map((row) => row.id) : null
  }
  expect(await of('team', [3, 4], [3])).toEqual([3])
  expect(await of('workload', [id], [3])).toEqual([id])
  expect(await of('workload', [id], [4])).toEqual([])
  expect(await of('cluster', [1], [4])).toEqual([1])
})

test('namespaces and images have a history too, a namespace by its cluster and name', async () => {
  await loaded()
  await sampleLoads()
  const [image] = await database().query<{ id: number }>(sql`SELECT id FROM image`)
  const of = async (kind: 'namespace' | 'image', ids: number[], namespaces: string[], actor: Actor = SYSTEM) => {
    const read = await loadHistory(actor, { kind, ids, namespaces, days: 30 })
    return read.ok
      ? read.value.rows.map((row) => [row.id, row.namespace, row.samples.at(-1)?.load])
      : read.failure.detail
  }
  expect(await of('namespace', [1, 1], ['shop', 'elsewhere'])).toEqual([
    [1, 'shop', 7.5],
    [1, 'elsewhere', undefined],
  ])
  expect(await of('image', [image!.id], [])).toEqual([[image!.id, '', 7.5]])
  expect(await of('image', [image!.id], [], { ...SECURITY, role: 'developer', teamIds: [4] })).toEqual([])
  expect(await of('namespace', [1], [])).toContain('one for each id')
  expect(await of('image', [image!.id], ['shop'])).toContain('only with kind namespace')
})

test('before it was first sampled, the load of a team or a cluster is what the log tells by the day', async () => {
  await tell([
    { at: '2026-01-01T09:00:00Z', event: 'opened', issue: 900 },
    { at: '2026-01-03T09:00:00Z', event: 'opened', issue: 901 },
    { at: '2026-01-05T09:00:00Z', event: 'closed', issue: 900, openedAt: '2026-01-01T09:00:00Z', reason: 'fixed' },
  ])
  const history = async (kind: 'team' | 'cluster', id: number, now: string) => {
    const read = await loadHistory(SYSTEM, { kind, ids: [id], namespaces: [], days: 30 }, new Date(now))
    return read.ok ? read.value.rows[0]?.samples.map(({ at, load }) => [at.slice(0, 10), load]) : null
  }
  const told = [
    ['2026-01-02', 4.9],
    ['2026-01-04', 9.8],
    ['2026-01-06', 4.9],
  ]
  expect(await history('team', 3, '2026-01-20')).toEqual(told)
  expect(await history('cluster', 1, '2026-01-20')).toEqual(told)
  expect(await history('team', 4, '2026-01-20')).toEqual([])
  expect(await history('team', 3, '2026-02-04T12:00:00Z')).toEqual(told.slice(1))
  await database().query(sql`
    INSERT INTO load_sample (kind, subject_id, at, weight) VALUES ('team', 3, '2026-01-05T10:00:00Z', 5000)`)
  expect(await history('team', 3, '2026-01-20')).toEqual([...told.slice(0, 2), ['2026-01-05', 5]])
})

test('what a load was is kept by the hour where it changed, and thinned out by the day', async () => {
  const id = await loaded()
  const start = new Date('2026-01-05T00:20:00Z').getTime()
  const at = (hours: number) => new Date(start + hours * HOUR_MS)
  await sampleLoads(at(0))
  await sampleLoads(at(1))
  await database().query(sql`UPDATE issue SET risk = 60 WHERE status = 'open'`)
  await sampleLoads(at(2))
  await database().query(sql`UPDATE issue SET risk = 70 WHERE status = 'open'`)
  await sampleLoads(at(2.5))
  await sampleLoads(at(26))
  const history = async (days: number, hours: number) => {
    const read = await loadHistory(SYSTEM, { kind: 'workload', ids: [id], namespaces: [], days }, at(hours))
    return read.ok ? read.value.rows[0]?.samples : null
  }
  const [first, second] = [
    { at: '2026-01-05T00:00:00.000Z', load: 7.5 },
    { at: '2026-01-05T02:00:00.000Z', load: 14.7 },
  ]
  expect(await history(30, 48)).toEqual([first, second])
  // The last before the range says how it began.
  expect(await history(1, 48)).toEqual([second])
  await thinLoadHistory(at(24 * 40))
  expect(await history(60, 48)).toEqual([second])
  await database().query(sql`UPDATE issue SET status = 'dismissed'`)
  await sampleLoads(at(24 * 500))
  await thinLoadHistory(at(24 * 1000))
  expect(await history(400, 24 * 501)).toEqual([
    {
      at: at(24 * 500)
        .toISOString()
        .replace(':20:', ':00:'),
      load: 0,
    },
  ])
})
