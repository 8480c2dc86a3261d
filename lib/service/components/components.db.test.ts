import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import type { Actor, UserActor } from '../../domain/actor.ts'
import { versionsOfPackages } from '../../store/components/packages.ts'
import { factsOfPlaces } from '../../store/components/places.ts'
import { searchComponents as search } from '../../store/components/search.ts'
import { database } from '../../store/database.ts'
import { watched } from '../../store/testing/watched.ts'
import { exportComponents } from './export-components.ts'
import { searchComponents } from './search-components.ts'

const SYSTEM: Actor = { type: 'system', name: 'test' }
const developer: UserActor = {
  type: 'user',
  id: 'd',
  name: 'D',
  email: 'd@example.com',
  role: 'developer',
  teamIds: [1],
}
const ALL = { q: 'log4j-core', range: '', running: false, limit: 200 }
const VERSIONS = ['2.3.2', '2.9.1', '2.10.0', '2.14.1', '2.17-rc1', '2.17.0', '2.20.0']
const IMAGES = 3_000

/**
 * Every image version has two scopes, trivy's and grype's, that both saw log4j-core in one of its versions, and some packages that
 * everybody has; every tenth image runs, and one repository has it too.
 */
beforeAll(async () => {
  const db = database()
  await db.query(sql`INSERT INTO team (id, slug, name) VALUES (1, 'payments', 'Payments'), (2, 'web', 'Web')`)
  await db.query(sql`INSERT INTO cluster (id, name) VALUES (1, 'prod')`)
  await db.query(sql`
    INSERT INTO image (id, repository, team_id)
    SELECT n, 'registry.example.com/app-' || n, CASE n % 3 WHEN 0 THEN NULL ELSE n % 3 END FROM generate_series(1, ${IMAGES}) n`)
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at) SELECT id, id, 'sha256:' || id, now() FROM image`)
  await db.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    SELECT id, '1.' || id, now(), id FROM image UNION ALL SELECT 2, 'latest', now() - interval '1 day', 1 UNION ALL
    SELECT 2, 'latest', now(), 2`)
  await db.query(sql`INSERT INTO repository (id, name, team_id) VALUES (1, 'github.com/shop/pay', 1)`)
  await db.query(sql`
    INSERT INTO scope (id, key, source, scan, stage, image_version_id, repository_id, first_seen_at, last_seen_at)
    SELECT n, 'scope ' || n, CASE WHEN n % 2 = 0 THEN 'trivy' ELSE 'grype' END, 'inventory', 'build',
      CASE WHEN n <= ${2 * IMAGES} THEN (n + 1) / 2 END, CASE WHEN n > ${2 * IMAGES} THEN 1 END, '2026-11-01', now()
    FROM generate_series(1, ${2 * IMAGES + 1}) n`)
  await db.query(sql`
    INSERT INTO package (id, purl, name, type)
    SELECT 1, 'pkg:maven/org.apache.logging.log4j/log4j-core', 'org.apache.logging.log4j:log4j-core', 'jar'
    UNION ALL SELECT n, 'pkg:deb/debian/lib%2B' || n, 'lib+' || n, 'debian' FROM generate_series(2, 5000) n`)
  await db.query(sql`
    INSERT INTO package_version (id, package_id, version)
    SELECT n, 1, version FROM unnest(${VERSIONS}::text[]) WITH ORDINALITY v (version, n)
    UNION ALL SELECT 1000 + id, id, '1.0-' || id FROM package WHERE id > 1`)
  await db.query(sql`
    INSERT INTO component (scope_id, package_version_id)
    SELECT s.id, 1 + COALESCE(s.image_version_id, 0) % ${VERSIONS.length} FROM scope s
    UNION ALL SELECT s.id, 1000 + n FROM scope s, generate_series(2, 15) n`)
  await db.query(sql`
    INSERT INTO workload (id, cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    SELECT id, 1, 'ns', 'Deployment', 'app-' || id, now(), now() FROM image WHERE id % 10 = 0`)
  await db.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id)
    SELECT id, 'app', 'app', 'app', id, id FROM workload UNION ALL SELECT id, 'second', 'app', 'app', id, id FROM workload`)
  await db.query(sql`
    INSERT INTO deployment_span (workload_id, image_id, image_version_id, image_ref, started_at)
    SELECT id, id, id, 'app', '2026-11-02' FROM workload`)
  await db.query(sql`ANALYZE`)
}, 60_000)

async function pagesOf(actor: Actor, query: object, limit = 200) {
  const rows = []
  let cursor: string | null = null
  do {
    const page = await searchComponents(actor, { ...ALL, ...query, limit, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.failure.detail)
    rows.push(...page.value.rows)
    cursor = page.value.nextCursor
  } while (cursor)
  return rows
}

test('who ships log4j-core < 2.17 is every image version and repository once, whichever tools saw it, the oldest first', async () => {
  const rows = await pagesOf(SYSTEM, { range: '< 2.17' })
  const expected =
    Array.from({ length: IMAGES }, (_, at) => (at + 1) % VERSIONS.length).filter((at) => at < 5).length + 1
  expect(rows).toHaveLength(expected)
  const place = rows.map(({ image, repository }) => image?.digest ?? repository?.name)
  expect(new Set(place).size).toBe(expected)
  const versions = [...new Set(rows.map(({ version }) => version))]
  expect(versions).toEqual(['2.3.2', '2.9.1', '2.10.0', '2.14.1', '2.17-rc1'])
  expect(rows[0]).toEqual({
    purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
    type: 'maven',
    version: '2.3.2',
    image: { id: 7, repository: 'registry.example.com/app-7', versionId: 7, digest: 'sha256:7', tags: ['1.7'] },
    repository: null,
    teams: [{ id: 1, slug: 'payments', name: 'Payments' }],
    workloads: 0,
    runningSince: null,
    firstSeenAt: '2026-11-01T00:00:00.000Z',
    sources: ['grype', 'trivy'],
  })
  expect(rows.find(({ repository }) => repository)).toMatchObject({ image: null, sources: ['grype'], version: '2.3.2' })
})

test('pages of any size put end to end are the same list, for what was built and for what runs', async () => {
  for (const running of [false, true]) {
    const whole = await pagesOf(SYSTEM, { running, range: '>= 2.10 < 2.17' }, 200)
    expect(whole.length).toBeGreaterThan(100)
    expect(await pagesOf(SYSTEM, { running, range: '>= 2.10 < 2.17' }, 7)).toEqual(whole)
  }
})

test('only what runs now counts each workload once, says since when, and leaves the rest out', async () => {
  const rows = await pagesOf(SYSTEM, { running: true })
  expect(rows).toHaveLength(IMAGES / 10)
  expect(rows[0]).toMatchObject({ workloads: 1, runningSince: '2026-11-02T00:00:00.000Z', sources: ['grype', 'trivy'] })
})

test('a component is found by package URL, full name, last part in any case, and the beginning of a name', async () => {
  const count = async (q: string) => (await pagesOf(SYSTEM, { q, running: true })).length
  const all = IMAGES / 10
  expect(await count('pkg:maven/org.apache.logging.log4j/log4j-core')).toBe(all)
  expect(await count('org.apache.logging.log4j:log4j-core')).toBe(all)
  expect(await count('Log4J-Core')).toBe(all)
  expect(await count('log4j*')).toBe(all)
  expect(await count('lib+2')).toBe(all)
  expect(await count('lib+*')).toBe(all * 14)
  expect(await count('log4j')).toBe(0)
  const exact = await pagesOf(SYSTEM, { q: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', running: true })
  expect(new Set(exact.map(({ version }) => version))).toEqual(new Set(['2.14.1']))
})

test('the count comes with the first page and stops at its bound', async () => {
  const first = await searchComponents(SYSTEM, { ...ALL, limit: 1 })
  expect(first).toMatchObject({
    value: {
      total: { value: 1_000, bounded: true },
      matched: { packages: 1, versions: VERSIONS.length, cut: false },
    },
  })
  const next = await searchComponents(SYSTEM, { ...ALL, limit: 1, cursor: (first.ok && first.value.nextCursor) || '' })
  expect(next).toMatchObject({ value: { total: null } })
  const own = await searchComponents(developer, { ...ALL, limit: 1 })
  expect(own).toMatchObject({ value: { total: { value: 200, bounded: true } } })
  const running = await searchComponents(SYSTEM, { ...ALL, limit: 1, running: true })
  expect(running).toMatchObject({ value: { total: { value: IMAGES / 10, bounded: false } } })
  expect(await searchComponents(SYSTEM, { ...ALL, q: 'lib+*' })).toMatchObject({ value: { matched: { cut: false } } })
})

test('a developer finds what their teams and nobody owns', async () => {
  const rows = await pagesOf(developer, { range: '2.10.0' })
  expect(new Set(rows.map(({ teams }) => teams[0]?.id ?? null))).toEqual(new Set([1, null]))
  const running = await pagesOf(developer, { running: true })
  expect(running).toHaveLength(IMAGES / 10 - IMAGES / 30)
})

test('a range that nobody can read and a cursor of another search are refused', async () => {
  expect(await searchComponents(SYSTEM, { ...ALL, range: '< <' })).toMatchObject({ failure: { code: 'invalid' } })
  const other = await searchComponents(SYSTEM, { ...ALL, q: 'lib+2', limit: 1 })
  const cursor = (other.ok && other.value.nextCursor) || ''
  expect(await searchComponents(SYSTEM, { ...ALL, cursor })).toMatchObject({ failure: { code: 'invalid' } })
})

test('an export is the whole list', async () => {
  const batches = await exportComponents(SYSTEM, { q: 'log4j-core', range: '', running: false })
  if (!batches.ok) throw new Error(batches.failure.detail)
  const rows = []
  for await (const batch of batches.value) rows.push(...batch)
  expect(rows).toHaveLength(IMAGES + 1)
})

test('no statement of the search reads a table from end to end', async () => {
  const { db, scans } = watched(
    database(),
    /Seq Scan on (component|scope|image|image_version|package|package_version)\b/,
  )
  await db.query(sql`SELECT FROM component WHERE paths = '{a}'`)
  expect(scans.splice(0)).toHaveLength(1)
  for (const name of [
    { text: 'log4j-core', prefix: false },
    { text: 'lib+400', prefix: true },
    { purl: 'pkg:deb/debian/lib%2B3' },
  ])
    await versionsOfPackages(db, name, 5_001)
  for (const packageVersionIds of [[1, 2, 3, 4, 5, 6, 7], [1002], Array.from({ length: 500 }, (_, at) => 1002 + at)]) {
    for (const readableTeamIds of [null, [1]]) {
      const filter = { packageVersionIds, readableTeamIds, runningOnly: false }
      const places = await search(db, filter, null, 51)
      await search(db, filter, places.at(-1) ?? null, 51)
      await factsOfPlaces(db, places)
    }
  }
  expect(scans).toEqual([])
})
