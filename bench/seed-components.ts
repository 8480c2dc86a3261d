import sql from 'sql-template-tag'
import type { Db } from '../lib/store/database.ts'

/** Every image version has so many packages. */
const PER_VERSION = 200
/** Every package was seen in so many versions; every image has one of them. */
const VERSIONS_OF_PACKAGE = 10
const PACKAGES = 20_000

export interface SeededComponents {
  imageVersions: number
  packages: number
}

/**
 * Fills an empty, migrated database with image versions whose lists of packages come to this many rows. Two out of a hundred
 * versions run; the first packages are in every image, the last in few. Everything is a function of a row's number.
 */
export async function seedComponents(db: Db, components: number): Promise<SeededComponents> {
  const versions = Math.ceil(components / PER_VERSION)
  await db.query(sql`INSERT INTO cluster (id, name) VALUES (1, 'cluster-1')`)
  await db.query(
    sql`INSERT INTO team (id, slug, name) SELECT n, 'team-' || n, 'Team ' || n FROM generate_series(1, 24) n`,
  )
  await db.query(sql`
    INSERT INTO image (id, repository, team_id)
    SELECT n, 'registry.example.com/service-' || n, 1 + n % 24 FROM generate_series(1, ${Math.ceil(versions / 10)}::int) n`)
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at)
    SELECT n, 1 + (n - 1) / 10, 'sha256:' || encode(sha256(n::text::bytea), 'hex'), now() - interval '1 hour' * n
    FROM generate_series(1, ${versions}::int) n`)
  await db.query(sql`
    INSERT INTO scope (id, key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    SELECT id, 'syft|inventory|' || id, 'syft', 'inventory', 'build', id, first_seen_at, first_seen_at, first_seen_at FROM image_version`)
  await db.query(sql`
    INSERT INTO package (id, purl, name, type)
    SELECT n, 'pkg:deb/debian/lib-' || n, 'lib-' || n, 'deb' FROM generate_series(1, ${PACKAGES}) n`)
  await db.query(sql`
    INSERT INTO package_version (id, package_id, version)
    SELECT (p - 1) * ${VERSIONS_OF_PACKAGE}::int + v, p, format('1.%s.%s-1', v, p % 7)
    FROM generate_series(1, ${PACKAGES}) p, generate_series(1, ${VERSIONS_OF_PACKAGE}) v`)
  await db.query(sql`
    INSERT INTO workload (id, cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    SELECT n, 1, 'ns-' || n % 40, 'Deployment', 'service-' || n, now(), now() FROM generate_series(1, ${Math.ceil(versions / 50)}::int) n`)
  await db.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id)
    SELECT n, 'app', 'app', 'service', 1 + (n * 50 - 1) / 10, n * 50 FROM generate_series(1, ${Math.floor(versions / 50)}::int) n`)
  await copyComponents(db, versions)
  await db.query(sql`ANALYZE`)
  return { imageVersions: versions, packages: PACKAGES }
}

/** Keys and indexes are made anew after the rows, which is several times quicker. Half of an image's packages are those that every image has; the others are spread over all of them. */
async function copyComponents(db: Db, versions: number): Promise<void> {
  const STEP = 5_000
  await db.query(sql`
    ALTER TABLE component DROP CONSTRAINT component_pkey, DROP CONSTRAINT component_scope_id_fkey,
      DROP CONSTRAINT component_package_version_id_fkey`)
  await db.query(sql`DROP INDEX component_package_version_idx`)
  for (let from = 1; from <= versions; from += STEP) {
    await db.query(sql`
      INSERT INTO component (scope_id, package_version_id, layer)
      SELECT v, (p - 1) * ${VERSIONS_OF_PACKAGE}::int + 1 + (hashint8extended(v * 31 + p, 1) & 1023) % ${VERSIONS_OF_PACKAGE}::int, p % 8
      FROM generate_series(${from}::bigint, ${Math.min(versions, from + STEP - 1)}::bigint) v,
        LATERAL (SELECT DISTINCT CASE WHEN k <= ${PER_VERSION / 2} THEN k
          ELSE ${PER_VERSION / 2} + 1 + (hashint8extended(v * 1000 + k, 2) & 1048575) % ${PACKAGES - PER_VERSION / 2} END AS p
          FROM generate_series(1, ${PER_VERSION}) k) AS has`)
  }
  await db.query(sql`
    ALTER TABLE component ADD PRIMARY KEY (scope_id, package_version_id),
      ADD FOREIGN KEY (scope_id) REFERENCES scope (id) ON DELETE CASCADE,
      ADD FOREIGN KEY (package_version_id) REFERENCES package_version (id) ON DELETE CASCADE`)
  await db.query(sql`CREATE INDEX component_package_version_idx ON component (package_version_id, scope_id)`)
}
