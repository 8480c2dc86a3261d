import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import type { Actor, UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { loadOfNamespace, loadsOfClusters, loadsOfImages, loadsOfTeams, loadsOfWorkloads } from '../../store/load/of.ts'
import { subjectsAbove, weightsOf } from '../../store/load/subjects.ts'
import { carriedLoads } from './carried.ts'
import { listLoads } from './loads.ts'

const SYSTEM: Actor = { type: 'system', name: 'test' }
const developer: UserActor = {
  ...{ type: 'user', id: 'd', name: 'D', email: 'd@example.com' },
  ...{ role: 'developer', teamIds: [1] },
}

beforeAll(() => seed(database(), 20_000), 60_000)

interface Recount {
  id: number
  namespace: string
  weight: number
  issues: number
}

/** Which open issue bites in which workload, told by sightings and what runs, and not by the places that are kept. */
const BITES = sql`
  SELECT DISTINCT i.id, i.risk, w.id AS workload_id, w.cluster_id, w.namespace
  FROM issue i JOIN workload w ON w.gone_at IS NULL AND (w.id = i.workload_id OR (i.workload_id IS NULL AND EXISTS (
    SELECT FROM sighting s JOIN scope p ON p.id = s.scope_id JOIN workload_container k ON k.image_version_id = p.image_version_id
    WHERE s.issue_id = i.id AND s.ended_at IS NULL AND k.workload_id = w.id)))
  WHERE i.status = 'open'`

test('the load of every workload, namespace and cluster is that of a recount, each issue once', async () => {
  const db = database()
  await db.query(sql`CREATE TABLE bites AS ${BITES}`)
  const workloads = await db.query<Recount>(sql`
    SELECT workload_id AS id, sum(risk * risk)::bigint AS weight, count(*)::integer AS issues FROM bites GROUP BY 1 ORDER BY 1`)
  expect(workloads.length).toBeGreaterThan(10)
  const kept = await loadsOfWorkloads(
    db,
    workloads.map(({ id }) => id),
  )
  expect(kept.toSorted((a, b) => a.id - b.id)).toEqual(workloads)

  const namespaces = await db.query<Recount>(sql`
    SELECT cluster_id AS id, namespace, sum(risk * risk)::bigint AS weight, count(*)::integer AS issues
    FROM (SELECT DISTINCT id, risk, cluster_id, namespace FROM bites) once GROUP BY 1, 2`)
  for (const { id, namespace, weight, issues } of namespaces)
    expect(await loadOfNamespace(db, id, namespace)).toEqual({ weight, issues })

  const clusters = await db.query<Recount>(sql`
    SELECT cluster_id AS id, sum(risk * risk)::bigint AS weight, count(*)::integer AS issues
    FROM (SELECT DISTINCT id, risk, cluster_id FROM bites) once GROUP BY 1 ORDER BY 1`)
  const keptClusters = await loadsOfClusters(db, [1, 2, 3, 4])
  expect(keptClusters.toSorted((a, b) => a.id - b.id)).toEqual(clusters)
  const all = await subjectsAbove(db, 'namespace', 0)
  expect(all.map(({ weight }) => weight).toSorted()).toEqual(namespaces.map(({ weight }) => weight).toSorted())
})

test('the load of every image and team is that of a recount', async () => {
  const db = database()
  for (const [column, loads] of [
    [sql`image_id`, loadsOfImages],
    [sql`team_id`, loadsOfTeams],
  ] as const) {
    const recount = await db.query<Recount>(sql`
      SELECT ${column} AS id, sum(risk * risk)::bigint AS weight, count(*)::integer AS issues FROM issue
      WHERE status = 'open' AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 1`)
    expect(recount.length).toBeGreaterThan(10)
    const kept = await loads(
      db,
      recount.map(({ id }) => id),
    )
    expect(kept.toSorted((a, b) => a.id - b.id)).toEqual(recount)
  }
})

test('in a list a workload has its load and line, unknown where nothing was scanned, and none that is not the reader’s', async () => {
  const db = database()
  await db.query(sql`INSERT INTO load_line (kind, weight, reason) VALUES ('workload', 1, 'For this test.')`)
  const [bare] = await db.query<{ id: number }>(sql`
    INSERT INTO workload (cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    VALUES (1, 'ns-1', 'Deployment', 'never-scanned', now(), now()) RETURNING id`)
  const ids = [...(await db.query<{ id: number }>(sql`SELECT id FROM workload WHERE id <= 40`)), bare!].map(
    ({ id }) => id,
  )
  const all = await carriedLoads(db, SYSTEM, ids)
  for (const { id, weight } of await loadsOfWorkloads(db, ids))
    expect(all.get(id)).toMatchObject({ load: weight / 1000, loadLine: { state: 'over' } })
  expect(all.size).toBe(ids.length)
  expect(all.get(bare!.id)?.load).toBeNull()
  const own = await carriedLoads(db, developer, ids)
  const readable = await db.query<{ id: number }>(
    sql`SELECT id FROM workload WHERE id = ANY(${ids}::bigint[]) AND (team_id IS NULL OR team_id = 1) ORDER BY id`,
  )
  expect([...own.keys()].toSorted((a, b) => a - b)).toEqual(readable.map(({ id }) => id))
  expect(own.size).toBeLessThan(all.size)
  await db.query(sql`DELETE FROM load_line`)
  await db.query(sql`DELETE FROM workload WHERE id = ${bare!.id}`)
})

test('pages put end to end are every subject once, those with the most load first', async () => {
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const page = await listLoads(SYSTEM, { kind: 'namespace', limit: 7, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.failure.detail)
    seen.push(...page.value.rows.map(({ load }) => load))
    cursor = page.value.nextCursor
  } while (cursor)
  const weights = await weightsOf(database(), 'namespace', { environment: null, teamId: null })
  expect(seen).toEqual(weights.toSorted((a, b) => b - a).map((weight) => weight / 1000))
})

test('a developer sees the loads of their own teams’ workloads and nobody’s', async () => {
  const page = await listLoads(developer, { kind: 'workload', limit: 200 })
  if (!page.ok) throw new Error(page.failure.detail)
  const teams = await database().query<{ team: number | null }>(sql`
    SELECT DISTINCT team_id AS team FROM workload WHERE id = ANY (${page.value.rows.map(({ id }) => id)}::bigint[])`)
  expect(teams.map(({ team }) => team).toSorted()).toEqual([1, null])
})
