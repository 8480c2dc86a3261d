import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../../bench/seed.ts'
import type { Actor, UserActor } from '../../domain/actor.ts'
import { loadOf } from '../../domain/load.ts'
import { database } from '../../store/database.ts'
import { listIssues } from '../issues/list-issues.ts'
import { getImage } from './get-image.ts'
import { listImages } from './list-images.ts'
import { listPackages } from './list-packages.ts'

const SYSTEM: Actor = { type: 'system', name: 'test' }
const developer: UserActor = {
  type: 'user',
  id: 'd',
  name: 'D',
  email: 'd@example.com',
  role: 'developer',
  teamIds: [1],
}
const ALL = { q: '', limit: 50, running: false, neverScanned: false, sort: 'repository' } as const
const MANY = 20_000

/** The shop, and many images beside it of which nothing is known; image 1 has a version 9001 of layers and packages. */
beforeAll(async () => {
  const db = database()
  await seed(db, 20_000)
  await db.query(sql`
    INSERT INTO image (id, repository, created_at)
    SELECT 100000 + n, 'registry.example.com/many/' || n, now() - n * interval '1 second' FROM generate_series(1, ${MANY}) n`)
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at, base_reference, base_found_by, base_layers)
    VALUES (9001, 1, 'sha256:9001', now(), 'registry.example.com/many/7:1', 'layers', 2)`)
  await db.query(
    sql`INSERT INTO image_version (id, image_id, digest, first_seen_at) SELECT CASE id WHEN 100007 THEN 9007 ELSE id END, id,
      'sha256:' || CASE id WHEN 100007 THEN 9007 ELSE id END, now() FROM image WHERE id > 100000`,
  )
  await db.query(sql`UPDATE image_version SET base_digest = 'sha256:9007' WHERE id = 9001`)
  await db.query(sql`
    INSERT INTO image_layer (image_version_id, position, diff_id, created_by)
    SELECT 9001, n, 'sha256:layer' || n, 'RUN ' || n FROM generate_series(0, 3) n`)
  await db.query(sql`
    INSERT INTO scope (id, key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    VALUES (900001, 'v', 'trivy', 'vulnerability', 'build', 9001, now(), now(), '2026-11-20T00:00:00Z'),
      (900002, 'i', 'syft', 'inventory', 'build', 9001, now(), now(), NULL)`)
  await db.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT id, 900001, severity, CASE WHEN n <= 3 THEN '{"layerDiffId": "sha256:layer2"}'::jsonb ELSE '{}' END, now()
    FROM (SELECT id, severity, row_number() OVER (ORDER BY id) AS n FROM issue WHERE image_id = 1 AND status = 'open' ORDER BY id LIMIT 6) i`)
  await db.query(sql`
    INSERT INTO package_version (id, package_id, version)
    SELECT 500 + row_number() OVER (ORDER BY id), id, '1.0' FROM (SELECT id FROM package ORDER BY id LIMIT 30) p`)
  await db.query(sql`
    INSERT INTO component (scope_id, package_version_id, layer, paths)
    SELECT s, 500 + n, n % 4, ARRAY['usr/' || s] FROM generate_series(1, 30) n, unnest('{900001,900002}'::int[]) s`)
  await db.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    SELECT 1, 'latest', '2026-11-01T00:00:00Z', id FROM image_version WHERE image_id = 1 AND id <> 9001 LIMIT 1`)
  await db.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id) VALUES (1, 'latest', '2026-11-02T00:00:00Z', 9001)`)
  await db.query(sql`VACUUM ANALYZE`)
}, 120_000)

async function all(actor: Actor, query: object, limit = 200) {
  const rows = []
  let cursor: string | null = null
  do {
    const page = await listImages(actor, { ...ALL, ...query, limit, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.failure.detail)
    rows.push(...page.value.rows)
    cursor = page.value.nextCursor
  } while (cursor)
  return rows
}

test('pages put end to end are every image, in either order', async () => {
  for (const [sort, order] of [
    ['repository', sql`repository`],
    ['newest', sql`created_at DESC, id DESC`],
  ] as const) {
    const ids = (await all(SYSTEM, { sort, q: 'many/1' }, 190)).map(({ id }) => id)
    const rows = await database().query<{ id: number }>(
      sql`SELECT id FROM image WHERE repository LIKE '%many/1%' ORDER BY ${order}`,
    )
    expect(ids).toEqual(rows.map(({ id }) => id))
  }
}, 120_000)

test('an image counts its open issues, and its search finds the same', async () => {
  const image = await getImage(SYSTEM, 1, null)
  if (!image.ok) throw new Error(image.failure.detail)
  const risks = await database().query<{ risk: number }>(
    sql`SELECT risk FROM issue WHERE image_id = 1 AND status = 'open'`,
  )
  expect(risks.length).toBeGreaterThan(5)
  const { openIssues, load, maxRisk, search } = image.value
  expect(Object.values(openIssues).reduce((sum, count) => sum + count, 0)).toBe(risks.length)
  expect(load).toBeCloseTo(loadOf(risks.map(({ risk }) => risk)), 1)
  expect(maxRisk).toBe(Math.max(...risks.map(({ risk }) => risk)))
  const found = await listIssues(SYSTEM, { q: search, sort: 'risk', limit: 1 })
  expect(found.ok && found.value.total).toEqual({ value: risks.length, bounded: false })
})

test('words, team, running and never scanned narrow the list; an image that nobody scanned has no scan', async () => {
  expect((await all(SYSTEM, { q: 'MANY/77 many/777' })).map(({ repository }) => repository)).toContain(
    'registry.example.com/many/777',
  )
  expect(await all(SYSTEM, { q: '100%' })).toEqual([])
  expect(
    (await all(SYSTEM, { team: 'team-1' })).every(({ teams }) => teams.some(({ slug }) => slug === 'team-1')),
  ).toBe(true)
  const running = await all(SYSTEM, { running: true })
  expect(running.length).toBeGreaterThan(0)
  expect(running.every(({ workloads }) => workloads > 0)).toBe(true)
  const page = await listImages(SYSTEM, { ...ALL, neverScanned: true, q: 'many', limit: 5 })
  expect(page.ok && page.value.rows.map(({ scannedAt, base }) => [scannedAt, base])).toEqual(
    Array(5).fill([null, null]),
  )
  const scanned = await all(SYSTEM, { q: 'service-1', neverScanned: true })
  expect(scanned.every(({ scannedAt }) => scannedAt === null)).toBe(true)
})

test('a version shows its layers with whose they are and what is found in each, and the image that is its base', async () => {
  const image = await getImage(SYSTEM, 1, 9001)
  const version = image.ok ? image.value.version : null
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)
  expect(
    version?.layers.map(({ position, owner, createdBy, openIssues }) => [
      position,
      owner,
      createdBy,
      total(openIssues),
    ]),
  ).toEqual([
    [0, 'base', 'RUN 0', 0],
    [1, 'base', 'RUN 1', 0],
    [2, 'app', 'RUN 2', 3],
    [3, 'app', 'RUN 3', 0],
  ])
  expect(total(version?.withoutLayer ?? {})).toBe(3)
  expect(version?.base).toEqual({
    reference: 'registry.example.com/many/7:1',
    digest: 'sha256:9007',
    foundBy: 'layers',
    layers: 2,
    image: { id: 100007, versionId: 9007 },
  })
  expect(version?.scans.map(({ source, completeAt }) => [source, completeAt])).toEqual([
    ['trivy', '2026-11-20T00:00:00.000Z'],
    ['syft', null],
  ])
  expect(image.ok && image.value.tagMoves.slice(0, 2)).toMatchObject([
    { tag: 'latest', digest: 'sha256:9001', fromDigest: expect.stringContaining('sha256:') },
    { tag: 'latest', fromDigest: null },
  ])
  expect(version?.tags).toEqual(['latest'])
  expect(await getImage(SYSTEM, 2, 9001)).toMatchObject({ failure: { code: 'not-found' } })
})

test('without a choice the newest version that runs is shown, else the newest', async () => {
  const image = await getImage(SYSTEM, 1, null)
  const shown = image.ok ? image.value.version : null
  const runs = image.ok ? image.value.versionList.filter(({ workloads }) => workloads > 0) : []
  expect(shown?.id).toBe(runs[0]?.id ?? 9001)
  expect(await getImage(SYSTEM, 100007, null)).toMatchObject({
    value: { version: { id: 9007, layers: [], base: null } },
  })
})

test('pages of packages put end to end are each package once, with the tools, paths and issues of this version', async () => {
  const rows = []
  let cursor: string | null = null
  do {
    const page = await listPackages(SYSTEM, 1, { version: 9001, q: '', limit: 7, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.failure.detail)
    rows.push(...page.value.rows)
    cursor = page.value.nextCursor
  } while (cursor)
  expect(rows).toHaveLength(30)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(30)
  expect(rows[0]).toMatchObject({ sources: ['syft', 'trivy'], paths: ['usr/900001', 'usr/900002'], version: '1.0' })
  const some = await listPackages(SYSTEM, 1, { version: 9001, q: rows[0]?.name.toUpperCase() ?? '', limit: 50 })
  expect(some.ok && some.value.rows[0]?.name).toBe(rows[0]?.name)
})

test('a developer sees images of their teams and nobody’s', async () => {
  const [other] = await database().query<{ id: number }>(sql`SELECT id FROM image WHERE team_id = 2 LIMIT 1`)
  expect(await getImage(developer, other?.id ?? 0, null)).toMatchObject({ failure: { code: 'not-found' } })
  const rows = await all(developer, { q: 'service' })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ teams }) => teams.length === 0 || teams.some(({ id }) => id === 1))).toBe(true)
})

test('an image without a team of its own belongs to those that run it or have issues of it', async () => {
  await database().query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id)
    SELECT id, 'beside', 'app', 'x', 100001 + team_id FROM workload WHERE team_id IN (1, 2)`)
  const ids = async (actor: Actor, query: object) => (await all(actor, { q: 'many', ...query })).map(({ id }) => id)
  expect(await ids(SYSTEM, { team: 'team-2', running: true })).toEqual([100003])
  expect(await ids(developer, { running: true })).toEqual([100002])
  expect((await getImage(SYSTEM, 100003, null)).ok).toBe(true)
  expect(await getImage(developer, 100003, null)).toMatchObject({ failure: { code: 'not-found' } })
  expect(await getImage(developer, 100002, null)).toMatchObject({ value: { teams: [{ slug: 'team-1' }] } })
})
