import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import type { Actor, UserActor } from '../../domain/actor.ts'
import { loadOf } from '../../domain/load.ts'
import { database } from '../../store/database.ts'
import { listIssues } from '../issues/list-issues.ts'
import { getWorkload } from './get-workload.ts'
import { listWorkloads } from './list-workloads.ts'

const SYSTEM: Actor = { type: 'system', name: 'test' }
const developer: UserActor = {
  type: 'user',
  id: 'd',
  name: 'D',
  email: 'd@example.com',
  role: 'developer',
  teamIds: [1],
}
const ALL = { q: '', limit: 50, gone: false }

beforeAll(() => seed(database(), 20_000), 60_000)

test('pages put end to end are every workload that is not gone, by namespace and name', async () => {
  await database().query(sql`UPDATE workload SET gone_at = now() WHERE id = 5`)
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page = await listWorkloads(SYSTEM, { ...ALL, limit: 7, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.failure.detail)
    names.push(...page.value.rows.map((row) => `${row.namespace} ${row.name}`))
    cursor = page.value.nextCursor
  } while (cursor)
  const rows = await database().query<{ name: string }>(sql`
    SELECT namespace || ' ' || name AS name FROM workload WHERE gone_at IS NULL ORDER BY namespace, name, id`)
  expect(names).toEqual(rows.map(({ name }) => name))
})

test('a workload counts its own issues and those of the very versions that it runs, and its search finds the same', async () => {
  const workload = await getWorkload(SYSTEM, 11)
  if (!workload.ok) throw new Error(workload.failure.detail)
  const risks = await database().query<{ risk: number }>(sql`
    SELECT risk FROM issue i WHERE status = 'open' AND (workload_id = 11 OR EXISTS (
      SELECT FROM sighting s JOIN scope p ON p.id = s.scope_id
      WHERE s.issue_id = i.id AND s.ended_at IS NULL AND p.image_version_id = 11 + 40))`)
  expect(risks.length).toBeGreaterThan(50)
  const { openIssues, load, maxRisk, search, containers, coverage } = workload.value
  expect(Object.values(openIssues).reduce((sum, count) => sum + count, 0)).toBe(risks.length)
  expect(load).toBeCloseTo(loadOf(risks.map(({ risk }) => risk)), 1)
  expect(maxRisk).toBe(Math.max(...risks.map(({ risk }) => risk)))
  expect(containers).toHaveLength(1)
  expect(coverage).toMatchObject({ containers: 1, scanned: 1 })
  const found = await listIssues(SYSTEM, { q: search, sort: 'risk', limit: 1 })
  expect(found.ok && found.value.total).toEqual({ value: risks.length, bounded: false })
})

test('a version that nobody scanned completely is not covered', async () => {
  await database().query(sql`UPDATE scope SET complete_at = NULL WHERE image_version_id = 12 + 40`)
  const workload = await getWorkload(SYSTEM, 12)
  expect(workload.ok && workload.value.coverage).toEqual({ containers: 1, scanned: 0, oldestScanAt: null })
})

test('a developer sees their own teams’ workloads and nobody’s', async () => {
  const page = await listWorkloads(developer, { ...ALL, limit: 200 })
  const teams = new Set(page.ok ? page.value.rows.map(({ team }) => team?.id ?? null) : [])
  expect([...teams].sort()).toEqual([1, null])
  const [other] = await database().query<{ id: number }>(sql`SELECT id FROM workload WHERE team_id = 2 LIMIT 1`)
  expect(await getWorkload(developer, other?.id ?? 0)).toMatchObject({ failure: { code: 'not-found' } })
})

test('words, team and cluster narrow the list', async () => {
  const names = async (query: object) => {
    const page = await listWorkloads(SYSTEM, { ...ALL, limit: 200, ...query })
    return page.ok ? page.value.rows : []
  }
  expect((await names({ q: 'ns-11 service-11' })).map(({ id }) => id)).toEqual([11])
  expect((await names({ q: '100%' })).length).toBe(0)
  expect((await names({ team: 'none' })).every(({ team }) => team === null)).toBe(true)
  expect((await names({ cluster: 'cluster-2' })).every(({ cluster }) => cluster.name === 'cluster-2')).toBe(true)
  expect(await names({ cluster: 'no-such' })).toEqual([])
})
