import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { streamsOf } from '../coverage/note-deliveries.ts'
import { unraisedSilences } from '../coverage/silent-streams.ts'
import { coveredWorkloads } from '../coverage/workloads.ts'
import { database } from '../database.ts'
import { watched } from '../testing/watched.ts'
import { burdenOf } from '../workloads/burden.ts'
import { carriedBy } from './carried.ts'
import { fixesOfSubject } from './fixes.ts'
import { loadOfNamespace, loadsOfClusters, loadsOfImages, loadsOfTeams, loadsOfWorkloads } from './of.ts'
import { samplesOf } from './samples.ts'

/** Twenty thousand workloads of two hundred clusters that run as many images, sixty thousand issues in as many places. */
const SEED = sql`
  INSERT INTO team (id, slug, name) SELECT n, 'team-' || n, 'Team ' || n FROM generate_series(1, 500) n;
  INSERT INTO cluster (id, name) SELECT n, 'shop-' || n FROM generate_series(1, 200) n;
  INSERT INTO image (id, repository, team_id) SELECT n, 'shop-' || n, 1 + n % 500 FROM generate_series(1, 20000) n;
  INSERT INTO workload (id, cluster_id, namespace, kind, name, team_id, facts_at, first_seen_at, last_seen_at)
    SELECT n, 1 + n % 200, 'ns-' || n % 997, 'Deployment', 'w' || n, 1 + n % 500, now(), now(), now() FROM generate_series(1, 20000) n;
  INSERT INTO place (id, key, image_id, workload_id)
    SELECT n, 'p' || n, CASE WHEN n % 3 > 0 THEN 1 + n % 20000 END, CASE WHEN n % 3 = 0 THEN 1 + n % 20000 END
    FROM generate_series(1, 60000) n;
  INSERT INTO place_workload (place_id, workload_id) SELECT n, 1 + n % 20000 FROM generate_series(1, 60000) n;
  INSERT INTO rule (id, name, title) VALUES (1, 'r', 'R');
  INSERT INTO issue (id, key, key_hash, kind, rule_id, image_id, place_id, severity, risk, team_id, first_seen_at, opened_at)
    SELECT n, n, decode(md5(n::text), 'hex'), 'secret', 1, 1 + n % 20000, n, 1 + n % 4, n % 101, 1 + n % 500, now(), now()
    FROM generate_series(1, 60000) n;
  INSERT INTO source_stream (kind, source, image_id, first_at, last_at, silent_at)
    SELECT 'reports', 'trivy', n, now(), now(), now() + n * interval '1 minute' FROM generate_series(1, 20000) n;
  INSERT INTO load_sample (kind, subject_id, at, weight)
    SELECT 'workload', 1 + n % 20000, now() - n / 20000 * interval '1 hour', n FROM generate_series(1, 100000) n;
  ANALYZE`

const BIG = /Seq Scan on (place|place_workload|load_count|issue|workload|image|source_stream|load_sample)\b/

beforeAll(() => database().query(SEED), 120_000)

const PAGE = Array.from({ length: 50 }, (_, index) => 1 + index * 7)

test('no load of what a page shows is read from end to end', async () => {
  const { db, scans } = watched(database(), BIG)
  expect(await loadsOfWorkloads(db, PAGE)).toHaveLength(50)
  expect(await carriedBy(db, PAGE, null)).toHaveLength(50)
  expect(await loadsOfImages(db, PAGE)).toHaveLength(50)
  expect(await loadsOfTeams(db, [1, 2, 3])).toHaveLength(3)
  expect(await loadsOfClusters(db, [1])).toHaveLength(1)
  expect((await loadOfNamespace(db, 1, 'ns-200')).issues).toBeGreaterThan(0)
  expect((await burdenOf(db, PAGE)).length).toBeGreaterThan(40)
  expect(
    (
      await samplesOf(
        db,
        'workload',
        PAGE.map((id) => ({ id, namespace: '' })),
        new Date(0),
      )
    ).length,
  ).toBeGreaterThan(200)
  for (const kind of ['workload', 'namespace', 'image', 'team'] as const)
    await fixesOfSubject(db, { kind, subjectId: 1, namespace: 'ns-200' }, 500)
  expect(scans).toEqual([])
})

test('neither a page of the coverage nor a look for silent sources reads a table from end to end', async () => {
  const { db, scans } = watched(database(), BIG)
  const all = { words: [], teamIds: null, cluster: null, gap: null, readableTeamIds: null }
  expect(await coveredWorkloads(db, all, null, 50, new Date())).toHaveLength(50)
  expect(await coveredWorkloads(db, all, { namespace: 'ns-5', name: 'w5', id: 5 }, 50, new Date())).toHaveLength(50)
  const subjects = PAGE.map((imageId) => ({ imageId, repositoryId: null, clusterId: null }))
  expect(await streamsOf(db, 'reports', 'trivy', subjects)).toHaveLength(50)
  expect(await unraisedSilences(db, new Date(), 200)).toEqual([])
  expect(scans).toEqual([])
})
