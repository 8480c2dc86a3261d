import sql from 'sql-template-tag'
import type { Db } from '../lib/store/database.ts'
import type { SeedSize } from './seed-assets.ts'

/**
 * Issues from…to of the shop, with their sightings and episodes. Issue n is about image 1 + n % images; seven of eight are
 * vulnerabilities, the rest are misconfigurations, secrets and threats. Severity, KEV and fix come from the vulnerability,
 * team, running and exposure from the image, risk from all of them (package 1 is every container's kernel headers), so that the fields hang together as they do in a real queue.
 */
export async function seedIssues(db: Db, size: SeedSize, from: number, to: number): Promise<void> {
  await db.query(sql`
    INSERT INTO issue (id, key, key_hash, kind, vulnerability_id, package_id, rule_id, image_id, workload_id, place_id, place,
      severity, fixed_version, status, close_reason, risk, stages, kev, running, exposed, team_id, owner_by,
      first_seen_at, opened_at, closed_at, due_at, excepted_until, scored_at)
    SELECT n, key, decode(md5(key), 'hex'), kind, CASE WHEN vulnerable THEN v.id END,
      CASE WHEN vulnerable THEN CASE WHEN v.id % 12 = 0 THEN 1 ELSE 1 + v.id % ${size.packages}::int END END, CASE WHEN NOT vulnerable THEN 1 + n % 120 END,
      CASE WHEN kind IN ('vulnerability', 'secret') THEN i.id END,
      CASE WHEN kind IN ('misconfiguration', 'threat') THEN i.id END,
      CASE WHEN kind IN ('misconfiguration', 'threat') THEN 3 * ${size.images}::int + i.id
        ELSE 3 * i.id - 2 + CASE WHEN n % 5 = 0 THEN 2 ELSE n % 2 END END,
      CASE WHEN kind = 'secret' THEN 'etc/secret-' || n ELSE '' END,
      f.severity, CASE WHEN vulnerable AND v.id % 9 < 5 THEN '2.' || v.id ELSE '' END, status,
      CASE WHEN status = 'closed' THEN (ARRAY['fixed', 'fixed', 'gone'])[1 + n % 3] END,
      greatest(0, least(100, round(f.severity * 8 - 4 + CASE WHEN kev THEN 10 ELSE 0 END
        + CASE WHEN running THEN 12 ELSE -10 END + CASE WHEN exposed THEN 12 ELSE 0 END + (hashint8extended(n, 7) & 15))))::int,
      CASE WHEN kind = 'threat' THEN 4 WHEN kind = 'misconfiguration' THEN 2 WHEN running THEN 3 ELSE 1 END
        | CASE WHEN running AND i.id % 20 = 1 THEN 4 ELSE 0 END,
      kev, running, exposed, i.team_id, CASE WHEN i.team_id IS NULL THEN 'unowned' ELSE 'workload-label' END,
      opened_at, opened_at, CASE WHEN status = 'closed' THEN opened_at + (now() - opened_at) / 2 END,
      opened_at + (ARRAY[90, 180, 90, 30, 7])[f.severity + 1] * interval '1 day',
      CASE WHEN status = 'excepted' THEN now() + interval '30 days' END, now()
    FROM generate_series(${from}::int, ${to}::int) n
    JOIN image i ON i.id = 1 + n % ${size.images}::int
    JOIN vulnerability v ON v.id = 1 + (n / ${size.images}::int * 7919::bigint + i.id * 104729) % ${size.vulnerabilities}::int,
    LATERAL (SELECT CASE WHEN n % 8 <> 0 THEN 'vulnerability'
        WHEN n % 80 = 0 THEN 'secret' WHEN n % 56 = 0 THEN 'threat' ELSE 'misconfiguration' END AS kind) k,
    LATERAL (SELECT kind = 'vulnerability' AS vulnerable, CASE WHEN kind = 'vulnerability' THEN v.severity ELSE 1 + n % 4 END AS severity,
      kind = 'vulnerability' AND v.kev_since IS NOT NULL AS kev,
      CASE WHEN i.id % 10 < 4 THEN true WHEN i.id % 10 < 9 THEN false END AS running,
      CASE WHEN i.id % 30 < 3 THEN true WHEN i.id % 30 < 9 THEN false END AS exposed,
      format('%s|image=%s|n=%s', kind, i.repository, n) AS key,
      now() - interval '700 days' * power((hashint8extended(n, 5) & 16777215) / 16777216.0, 2) - interval '1 minute' AS opened_at,
      hashint8extended(n, 6) & 127 AS s) f,
    LATERAL (SELECT CASE WHEN s < 76 THEN 'open' WHEN s < 80 THEN 'excepted' WHEN s < 86 THEN 'dismissed' ELSE 'closed' END AS status) st`)
  await db.query(sql`
    INSERT INTO episode (issue_id, number, opened_at, opened_stage, closed_at, close_reason, evidence)
    SELECT id, 1, opened_at, CASE WHEN stages & 1 = 1 THEN 'build' WHEN stages & 2 = 2 THEN 'deploy' ELSE 'runtime' END,
      closed_at, close_reason, CASE WHEN closed_at IS NOT NULL THEN '{"ended": {"rescanned": 1}, "text": "Rescanned clean."}'::jsonb END
    FROM issue WHERE id BETWEEN ${from} AND ${to}`)
  // An image issue was seen in the older or the newer version, every fifth in both.
  await db.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at, ended_at, end_reason)
    SELECT i.id, s.id, i.severity, jsonb_build_object('installedVersion', '1.' || i.id % 50, 'fixedVersion', i.fixed_version),
      i.opened_at, i.closed_at, CASE WHEN i.closed_at IS NOT NULL THEN 'rescanned' END
    FROM issue i,
      generate_series(CASE WHEN i.id % 5 = 0 THEN 0 ELSE i.id % 2 END, CASE WHEN i.id % 5 = 0 THEN 1 ELSE i.id % 2 END) newer
    JOIN LATERAL (SELECT id FROM scope WHERE image_version_id = i.image_id + ${size.images}::int * newer AND scan = i.kind) s ON true
    WHERE i.id BETWEEN ${from} AND ${to} AND i.image_id IS NOT NULL
    UNION ALL
    SELECT i.id, s.id, i.severity, '{"message": "What the tool said."}', i.opened_at, i.closed_at,
      CASE WHEN i.closed_at IS NOT NULL THEN 'rescanned' END
    FROM issue i
    JOIN LATERAL (SELECT id FROM scope WHERE workload_id = i.workload_id
      AND scan = CASE i.kind WHEN 'threat' THEN 'alert' ELSE 'misconfiguration' END) s ON true
    WHERE i.id BETWEEN ${from} AND ${to} AND i.workload_id IS NOT NULL`)
}

/** One scope for each image version and kind of scan, and for each workload. */
export async function seedScopes(db: Db): Promise<void> {
  await db.query(sql`
    INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    SELECT format('trivy|%s|%s', v.id, scan), 'trivy', scan, 'build', v.id, v.first_seen_at, now() - interval '3 hours', now() - interval '3 hours'
    FROM image_version v, unnest(ARRAY['vulnerability', 'secret']) scan`)
  await db.query(sql`
    INSERT INTO scope (key, source, scan, stage, workload_id, first_seen_at, last_seen_at, complete_at)
    SELECT format('%s|%s', s.source, w.id), s.source, s.scan, s.stage, w.id, w.first_seen_at, now(), now()
    FROM workload w, (VALUES ('admission', 'misconfiguration', 'deploy'), ('falco', 'alert', 'runtime')) s (source, scan, stage)`)
}
