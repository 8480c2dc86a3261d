import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { database } from '../database.ts'
import { tagMovesOf } from '../issues/detail/tag-moves.ts'
import { watched } from '../testing/watched.ts'
import { builtOn, countNamedBases, inferBases } from './base-images.ts'
import {
  componentsOf,
  deleteComponents,
  ensurePackageVersions,
  layerPositions,
  updateComponents,
} from './components.ts'
import { layersOf, noteTags } from './image-versions.ts'

/** Ten thousand versions of a thousand images, ten layers each, of which each 50th is built on one of four bases; many other images. */
const SEED = sql`
  INSERT INTO image (id, repository) SELECT n, 'registry.example/' || n FROM generate_series(1, 30000) n;
  INSERT INTO image_version (id, image_id, digest, first_seen_at, chain_id)
    SELECT n, 1 + n % 1000, 'sha256:' || n, now(), CASE WHEN n <= 4 THEN 'base-' || n ELSE 'stack-' || n || '-9' END
    FROM generate_series(1, 10000) n;
  INSERT INTO image_layer (image_version_id, position, diff_id, chain_id)
    SELECT n, p, 'layer-' || p, CASE WHEN p < 4 THEN 'base-' || p + 1 + (n % 50) * 4 ELSE 'stack-' || n || '-' || p END
    FROM generate_series(1, 10000) n, generate_series(0, 9) p;
  INSERT INTO rule (id, name, title, severity) VALUES (1, 'r', 'R', 1);
  INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    SELECT image_id, 'v' || id, now() - id * interval '1 minute', id FROM image_version;
  INSERT INTO scope (id, key, source, scan, stage, image_version_id, first_seen_at, last_seen_at)
    SELECT id, 'scope ' || id, 'syft', 'inventory', 'build', id, now(), now() FROM image_version;
  INSERT INTO package (id, purl, name, type) SELECT n, 'pkg:deb/debian/lib' || n, 'lib' || n, 'deb' FROM generate_series(1, 2000) n;
  INSERT INTO package_version (id, package_id, version)
    SELECT (n - 1) * 10 + v, n, '1.' || v FROM generate_series(1, 2000) n, generate_series(1, 10) v;
  INSERT INTO component (scope_id, package_version_id)
    SELECT DISTINCT s, 1 + (s * 7919 + k * 104729) % 20000 FROM generate_series(1, 10000) s, generate_series(1, 20) k;
  INSERT INTO issue (id, key, key_hash, kind, rule_id, image_id, place, severity, fixed_version, stages, risk, owner_by, first_seen_at, opened_at)
    VALUES (1, 'k', decode(repeat('00', 16), 'hex'), 'secret', 1, 1, '', 1, '', 1, 0, 'unowned', now(), now());
  INSERT INTO episode (issue_id, number, opened_at, opened_stage) VALUES (1, 1, now(), 'build');
  ANALYZE`

const BIG = /Seq Scan on (component|scope|image|image_version|image_layer|image_tag|package|package_version)\b/

beforeAll(async () => {
  for (const statement of SEED.sql.split(';')) await database().pool.query(statement)
}, 120_000)

test('nothing that is asked for one report reads a table from end to end', async () => {
  await database().transaction(async (tx) => {
    const { db, scans } = watched(tx, BIG)
    await db.query(sql`SELECT FROM image_layer WHERE created_by = 'RUN it'`)
    expect(scans.splice(0)).toHaveLength(1)
    expect(await layersOf(db, 77)).toHaveLength(10)
    expect(await layerPositions(db, 77)).toHaveProperty('size', 10)
    expect(await builtOn(db, 4)).toHaveLength(200)
    await inferBases(db, [77])
    await inferBases(db, (await builtOn(db, 4)).slice(0, 20))
    const inferred = await tx.query(sql`SELECT FROM image_version WHERE base_found_by = 'layers'`)
    expect(inferred.length).toBeGreaterThanOrEqual(20)
    await tx.query(
      sql`UPDATE image_version SET base_reference = 'registry.example/2:v1', base_found_by = 'stated' WHERE id = 77`,
    )
    await countNamedBases(db, [77])
    await noteTags(db, 78, 77, ['v77', 'latest'], new Date())
    await tagMovesOf(db, 1, 1)
    const known = await componentsOf(db, 77)
    expect(known.length).toBeGreaterThan(15)
    await updateComponents(db, 77, known)
    await deleteComponents(
      db,
      77,
      known.map(({ packageVersionId }) => packageVersionId),
    )
    const asked = Array.from({ length: 100 }, (_, at) => ({ packageId: at + 1, version: '1.3' }))
    expect(await ensurePackageVersions(db, asked)).toEqual(asked.map(({ packageId }) => (packageId - 1) * 10 + 3))
    expect(scans).toEqual([])
  })
})
