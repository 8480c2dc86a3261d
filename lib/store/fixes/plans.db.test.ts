import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { EFFORTS, FIX_KINDS, FIX_STATUSES, GOING_ON } from '../../domain/fix/words.ts'
import { database } from '../database.ts'
import { watched } from '../testing/watched.ts'
import {
  basedVersions,
  baseInUse,
  basesOfFixes,
  componentLayers,
  scannedBases,
  seenInVersion,
  versionAges,
} from './bases.ts'
import { entriesOf, fixOfIssue, issueKeysOfFix, leftOpen, ticketsOf, workloadsOfFix } from './detail.ts'
import { markDependentsDue, takeDueFixes, takeDueSubjects } from './due.ts'
import { evidenceOf } from './evidence.ts'
import { memberFacts } from './facts.ts'
import { fixById } from './fix.ts'
import { gravestInVersion, leftInVersion } from './left-in-version.ts'
import { countFixes, fixRows, listFixKeys } from './list.ts'
import { ensureFixes, fixesOfSubject, membersOf } from './members.ts'
import { refreshMembers, sharesOf } from './shares.ts'
import { openIssuesOf, statementsOf } from './subject.ts'

/** 40,000 issues of 400 images on 20 bases, in 20,000 fixes of 20 teams, seen in 800 versions. */
const SEED = sql`
  INSERT INTO team (id, slug, name) SELECT n, 'team-' || n, 'Team ' || n FROM generate_series(1, 20) n;
  INSERT INTO image (id, repository) SELECT n, 'registry.example/' || n FROM generate_series(1, 20000) n;
  INSERT INTO image_version (id, image_id, digest, first_seen_at, base_reference, base_found_by, base_layers)
    SELECT n, 1 + n % 10000, 'sha256:' || n, now(), 'registry.example/' || 15000 + n % 500 || ':1', 'label', 1 FROM generate_series(1, 20000) n;
  INSERT INTO image_version (id, image_id, digest, first_seen_at) SELECT 30000 + n, 15000 + n, 'sha256:b' || n, now() FROM generate_series(1, 500) n;
  INSERT INTO package (id, purl, name, type) SELECT n, 'pkg:deb/debian/lib' || n, 'lib' || n, 'deb' FROM generate_series(1, 5000) n;
  INSERT INTO vulnerability (id, name) SELECT n, 'CVE-2026-' || n FROM generate_series(1, 5000) n;
  INSERT INTO place (id, key, image_id, versions) SELECT n, 'p' || n, n, n::text FROM generate_series(1, 400) n;
  INSERT INTO issue (id, key, key_hash, kind, vulnerability_id, package_id, image_id, severity, fixed_version, risk, team_id, place_id, first_seen_at, opened_at)
    SELECT n, 'k' || n, decode(md5(n::text), 'hex'), 'vulnerability', 1 + n % 5000, 1 + n % 5000, 1 + n % 400, 3, '1.1', n % 100, 1 + n % 20,
      1 + n % 400, now(), now() FROM generate_series(1, 40000) n;
  INSERT INTO episode (issue_id, number, opened_at, opened_stage) SELECT id, 1, now(), 'build' FROM issue;
  INSERT INTO scope (id, key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    SELECT id, 's' || id, 'trivy', 'vulnerability', 'build', id, now(), now(), now() FROM image_version;
  INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT id, CASE WHEN image_id = 1 THEN 10000 ELSE image_id - 1 END, 3, '{"installedVersion":"1.0","fixedVersion":"1.1"}', now() FROM issue;
  INSERT INTO fix (id, key, key_hash, kind, identity, opened_at)
    SELECT n, 'f' || n, decode(md5('f' || n), 'hex'), 'package', '{}', now() FROM generate_series(1, 20000) n;
  INSERT INTO fix_issue (issue_id, fix_id, risk, team_id) SELECT id, 1 + id % 20000, risk, team_id FROM issue;
  INSERT INTO fix_share (fix_id, team_id, kind, effort, status, issues, risk, weight, workloads, sort)
    SELECT n, t, 'package', (ARRAY['S','M','L'])[1 + n % 3], (ARRAY['open','open','open','started','built'])[1 + (n / 20) % 5], 2, 100, 100, 0, n
    FROM generate_series(1, 20000) n CROSS JOIN LATERAL unnest(ARRAY[-1, 1 + n % 20, 1 + (n + 7) % 20]) t;
  INSERT INTO fix_entry (fix_id, at, type) SELECT n, now(), 'started' FROM generate_series(1, 20000) n;
  INSERT INTO fix_ticket (fix_id, url) SELECT n, 'https://t.example/' || n FROM generate_series(1, 20000) n;
  INSERT INTO package_version (id, package_id, version) SELECT n, n, '1.0' FROM generate_series(1, 5000) n;
  INSERT INTO component (scope_id, package_version_id, layer) SELECT s, 1 + (s + k) % 5000, 0 FROM generate_series(1, 20000) s, generate_series(1, 3) k;
  INSERT INTO fix_due (kind, subject_id) SELECT 'fix', n FROM generate_series(1, 20000) n;
  ANALYZE`

const BIG =
  /Seq Scan on (fix|fix_share|fix_issue|fix_entry|fix_ticket|fix_due|issue|sighting|scope|episode|image_version|image|component)\b/

beforeAll(async () => {
  for (const statement of SEED.sql.split(';')) await database().pool.query(statement)
}, 120_000)

test('the list is read from its index for every filter and on every page', async () => {
  await database().transaction(async (tx) => {
    const { db, scans } = watched(tx, BIG)
    await db.query(sql`SELECT FROM fix_share WHERE risk = 7`)
    expect(scans.splice(0)).toHaveLength(1)
    for (const shares of [[-1], [3], [1, 2, 3, 0]]) {
      for (const statuses of [GOING_ON, ['built'] as const, FIX_STATUSES]) {
        const filter = { shares, statuses, kinds: FIX_KINDS, efforts: EFFORTS }
        const keys = await listFixKeys(db, filter, { after: null, limit: 51 })
        expect(keys).toHaveLength(51)
        expect(new Set(keys.map(({ id }) => id)).size).toBe(51)
        const next = await listFixKeys(db, filter, { after: keys[49] ?? null, limit: 51 })
        expect(next[0]).toEqual(keys[50])
        await countFixes(db, { ...filter, kinds: ['base-image'] })
        await fixRows(
          db,
          keys.map(({ id }) => id),
        )
      }
    }
    expect(scans).toEqual([])
  })
})

test('a fix and its issues are read by their keys', async () => {
  await database().transaction(async (tx) => {
    const { db, scans } = watched(tx, BIG)
    await fixById(db, 77)
    await evidenceOf(db, [77, 78], [3, 0])
    await refreshMembers(db, [77, 78])
    expect(await sharesOf(db, [77], false)).toHaveLength(2)
    expect(await issueKeysOfFix(db, 77, null, { after: { risk: 100, id: 99_999 }, limit: 50 })).toHaveLength(2)
    await leftOpen(db, 77, null)
    await workloadsOfFix(db, 77, null)
    await entriesOf(db, 77)
    await ticketsOf(db, 77)
    await memberFacts(db, [77, 78])
    await fixOfIssue(db, 77)
    expect(scans).toEqual([])
  })
})

test('grouping one image reads that image, its base and what was last seen of both', async () => {
  await database().transaction(async (tx) => {
    const { db, scans } = watched(tx, BIG)
    const subject = { kind: 'image' as const, id: 77 }
    const issues = await openIssuesOf(db, subject)
    expect(issues).toHaveLength(100)
    const ids = issues.map(({ id }) => id)
    expect(await statementsOf(db, ids)).toHaveLength(100)
    await membersOf(db, subject)
    await fixesOfSubject(db, subject)
    await basedVersions(db, 77)
    await versionAges(db, 77)
    await componentLayers(db, [76, 10_076], [1, 2, 3])
    await scannedBases(db, 'registry.example/15076')
    await baseInUse(db, 'registry.example/15076', { digest: null, tag: '1', at: new Date() })
    await seenInVersion(db, 76)
    await leftInVersion(db, 76)
    await gravestInVersion(db, 76, [3, 0], 10)
    await basesOfFixes(
      db,
      ids.map((issueId) => ({ fixId: 77, imageId: 77, issueId })),
    )
    await markDependentsDue(db, 15_076)
    const wanted = {
      key: 'f78',
      kind: 'package',
      identity: { kind: 'package', place: { image: 'x' }, purl: 'p' },
      openedAt: new Date(),
    } as const
    expect([...(await ensureFixes(db, [wanted])).values()]).toEqual([78])
    expect((await takeDueSubjects(db, 20)).length).toBeGreaterThan(0)
    expect(await takeDueFixes(db, 50, 0)).toHaveLength(50)
    expect(scans).toEqual([])
  })
})
