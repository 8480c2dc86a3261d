import sql from 'sql-template-tag'
import type { Db } from '../lib/store/database.ts'

/** How many of each thing a shop with this many issues has. */
export interface SeedSize {
  issues: number
  teams: number
  images: number
  workloads: number
  vulnerabilities: number
  packages: number
}

export function seedSize(issues: number): SeedSize {
  const images = Math.max(20, Math.round(issues / 500))
  return {
    issues,
    teams: 24,
    images,
    workloads: images,
    vulnerabilities: Math.max(500, Math.round(issues / 50)),
    packages: Math.max(100, Math.round(issues / 200)),
  }
}

/**
 * Teams, clusters, images, workloads and problems. Everything is a function of a row's number (`hashint8extended`), so
 * that two runs make the same shop. Expects empty tables: ids are 1…n.
 */
export async function seedAssets(db: Db, size: SeedSize): Promise<void> {
  await db.query(sql`
    INSERT INTO team (id, slug, name)
    SELECT n, 'team-' || n, 'Team ' || n FROM generate_series(1, ${size.teams}::int) n`)
  await db.query(sql`
    INSERT INTO cluster (id, name, environment)
    SELECT n, 'cluster-' || n, (ARRAY['production', 'production', 'staging', NULL])[n] FROM generate_series(1, 4) n`)
  // Few teams own much, many own little; every ninth image is nobody's.
  await db.query(sql`
    INSERT INTO image (id, repository, team_id)
    SELECT n, format('registry.example.com/group-%s/service-%s', n % 40, n),
      CASE WHEN n % 9 <> 0 THEN 1 + floor(${size.teams} * power((hashint8extended(n, 1) & 1048575) / 1048576.0, 2))::int END
    FROM generate_series(1, ${size.images}::int) n`)
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, platform, first_seen_at)
    SELECT n, 1 + (n - 1) % ${size.images}::int, 'sha256:' || encode(sha256(n::text::bytea), 'hex'), 'linux/amd64',
      now() - interval '400 days' * (1 - n / (2.0 * ${size.images}))
    FROM generate_series(1, 2 * ${size.images}::int) n`)
  await db.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    SELECT image_id, '1.' || id, first_seen_at, id FROM image_version`)
  // Workload n runs image n where the image runs at all; see seededRunning in seed-issues.ts.
  await db.query(sql`
    INSERT INTO workload (id, cluster_id, namespace, kind, name, labels, replicas, host_network, team_id, owner_by,
      facts_at, first_seen_at, last_seen_at)
    SELECT n, 1 + n % 4, 'ns-' || n % 60, (ARRAY['Deployment', 'StatefulSet', 'DaemonSet'])[1 + n % 3], 'service-' || n,
      jsonb_build_object('team', 'team-' || i.team_id), 1 + n % 9, n % 31 = 0, i.team_id,
      CASE WHEN i.team_id IS NOT NULL THEN 'workload-label' END, now(), now() - interval '300 days', now()
    FROM generate_series(1, ${size.workloads}::int) n JOIN image i ON i.id = n`)
  await db.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id, privileged,
      runs_as_root, read_only_root_filesystem)
    SELECT w.id, 'main', 'app', i.repository || ':1.' || v.id, i.id, v.id, w.id % 50 = 0, w.id % 3 = 0, w.id % 4 = 0
    FROM workload w JOIN image i ON i.id = w.id JOIN image_version v ON v.id = i.id + ${size.images}::int
    WHERE w.id % 10 < 4`)
  await db.query(sql`
    INSERT INTO deployment_span (workload_id, image_id, image_version_id, image_ref, started_at)
    SELECT workload_id, image_id, image_version_id, image_ref, now() - interval '30 days' FROM workload_container`)
  await seedPlaces(db, size)
  await db.query(sql`
    INSERT INTO repository (id, name, team_id)
    SELECT n, 'git.example.com/group/repo-' || n, 1 + n % ${size.teams}::int FROM generate_series(1, 200) n`)
  await seedProblems(db, size)
}

/** Of image n: places 3n − 2 of its older version, 3n − 1 of its newer, 3n of both; then those of workloads (see seed-issues.ts). */
async function seedPlaces(db: Db, { images }: SeedSize): Promise<void> {
  await db.query(sql`
    INSERT INTO place (id, key, image_id, versions)
    SELECT 3 * i.id - 3 + p.n, format('image %s %s', i.id, p.versions), i.id, p.versions FROM image i,
      LATERAL (VALUES (1, i.id::text), (2, (i.id + ${images}::int)::text), (3, format('%s,%s', i.id, i.id + ${images}::int))) p (n, versions)`)
  await db.query(sql`
    INSERT INTO place (id, key, workload_id) SELECT 3 * ${images}::int + id, 'workload ' || id, id FROM workload`)
  await db.query(sql`
    INSERT INTO place_workload (place_id, workload_id)
    SELECT 3 * k.image_id - 3 + n, k.workload_id FROM workload_container k, generate_series(2, 3) n
    UNION ALL SELECT 3 * ${images}::int + id, id FROM workload`)
}

async function seedProblems(db: Db, size: SeedSize): Promise<void> {
  await db.query(sql`
    INSERT INTO vulnerability (id, name, title, description, severity, cvss_score, cvss_vector, kev_since, epss)
    SELECT n, format('CVE-%s-%s', 2016 + n % 11, 10000 + n), 'Flaw ' || n, 'What flaw ' || n || ' lets an attacker do.',
      s.severity, least(10, 2.3 * s.severity + n % 10 / 10.0), 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      CASE WHEN s.severity >= 3 AND n % 37 = 0 THEN current_date - n % 900 END,
      (hashint8extended(n, 3) & 1023) / 1024.0 / 4
    FROM generate_series(1, ${size.vulnerabilities}::int) n,
      LATERAL (SELECT hashint8extended(n, 2) & 1023 AS r) d,
      LATERAL (SELECT CASE WHEN r < 41 THEN 4 WHEN r < 205 THEN 3 WHEN r < 635 THEN 2 WHEN r < 983 THEN 1 ELSE 0 END
        AS severity) s`)
  await db.query(sql`
    INSERT INTO package (id, purl, name, type)
    SELECT n, format('pkg:%s/lib-%s', t.type, n), 'lib-' || n, t.type
    FROM generate_series(1, ${size.packages}::int) n,
      LATERAL (SELECT (ARRAY['deb', 'npm', 'maven', 'golang', 'pypi'])[1 + n % 5] AS type) t`)
  await db.query(sql`
    INSERT INTO rule (id, name, title, description, remediation, severity)
    SELECT n, 'tool:RULE-' || n, 'Rule ' || n || ' broken', 'Why rule ' || n || ' matters.', 'Follow rule ' || n || '.',
      1 + n % 4
    FROM generate_series(1, 120) n`)
}
