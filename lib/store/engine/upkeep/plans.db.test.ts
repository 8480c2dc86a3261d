import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { type Db, database } from '../../database.ts'
import { watched } from '../../testing/watched.ts'
import { clearDecisionFacts } from './clear-decision-facts.ts'
import { deleteCutUploads } from './delete-cut-uploads.ts'
import { deleteEventBatches } from './delete-event-batches.ts'
import { deleteIdempotencyKeys } from './delete-idempotency-keys.ts'
import { deleteReportBodies } from './delete-report-bodies.ts'
import { deleteSignInTraces } from './delete-sign-in-traces.ts'
import { dropEventDay } from './drop-event-day.ts'
import { isAnythingDue, lockDueWorkloads, markWorkloadsOfClusters } from './due-workloads.ts'
import { endQuietThreats } from './end-quiet-threats.ts'
import { lockExpiredExceptions } from './expired-exceptions.ts'

/** A month of everything, evenly spread; the reports of half a year, of which only the last month's have bytes. */
const SEED = sql`
  INSERT INTO cluster (id, name, rescore_at)
    SELECT n, 'shop-' || n, CASE WHEN n = 1 THEN now() - interval '1 minute' END FROM generate_series(1, 30) n;
  INSERT INTO workload (id, cluster_id, namespace, kind, name, first_seen_at, last_seen_at, rescore_at)
    SELECT n, 1 + n % 30, 'shop', 'Deployment', 'w' || n, now(), now(), CASE WHEN n % 50 = 0 THEN now() + n * interval '10 s' END
    FROM generate_series(1, 10000) n;
  INSERT INTO image (id, repository) VALUES (1, 'shop');
  INSERT INTO deployment_span (workload_id, image_id, image_ref, started_at) SELECT n, 1, 'shop', now() FROM generate_series(1, 10000) n;
  INSERT INTO report (id, content_hash, options_hash, upload_id, format, source, size_bytes, received_at, status, processed_at, summary)
    SELECT id, sha256(id::text::bytea), sha256(''), id, 'trivy-json', 'trivy', 1, at, 'processed', at, '{}'
    FROM (SELECT gen_random_uuid() AS id, now() - n * interval '9 minutes' AS at FROM generate_series(1, 30000) n) r;
  INSERT INTO report_chunk (upload_id, position, received_at, bytes)
    SELECT upload_id, position, received_at, '' FROM report, generate_series(0, 1) position
    WHERE received_at > now() - interval '30 days';
  INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
    VALUES (gen_random_uuid(), 'CI', sha256(''), 'plim_test', ARRAY['reports'], now());
  INSERT INTO idempotency_key (token_id, key, content_hash, created_at)
    SELECT id, n, '', now() - n * interval '20 s' FROM ingest_token, generate_series(1, 10000) n;
  INSERT INTO event_batch (first_at, last_at, events)
    SELECT now() - n * interval '1 s', now() - n * interval '1 s', 1 FROM generate_series(1, 10000) n;
  INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict, results,
      facts, applied_at)
    SELECT gen_random_uuid(), 1, n, now() - n * interval '4 minutes', 'CREATE', 'a', 'b', 'c', 'd', false, 'allow', '[]',
      CASE WHEN n < 12000 THEN '{}'::jsonb END, now() FROM generate_series(1, 60000) n;
  INSERT INTO "user" (id, name, email) VALUES ('u', 'U', 'u@example.com');
  INSERT INTO session (id, token, user_id, expires_at)
    SELECT n, n, 'u', now() + n * interval '20 s' FROM generate_series(1, 10000) n;
  INSERT INTO verification (id, identifier, value, expires_at)
    SELECT n, n, 'v', now() + n * interval '20 s' FROM generate_series(1, 10000) n;
  INSERT INTO sign_in_failure (email, failures, last_failed_at)
    SELECT n, 1, now() - n * interval '1 s' FROM generate_series(1, 10000) n;
  INSERT INTO rate_limit (id, key, count, last_request)
    SELECT n, n, 1, extract(epoch FROM now() - n * interval '1 s') * 1000 FROM generate_series(1, 10000) n;
  INSERT INTO rule (id, name, title) VALUES (1, 'r', 'R');
  INSERT INTO issue (id, key, key_hash, kind, rule_id, workload_id, severity, first_seen_at, opened_at, status, excepted_until)
    SELECT n, n, decode(md5(n::text), 'hex'), 'threat', 1, n, 3, now(), now(),
      CASE WHEN n % 20 = 0 THEN 'excepted' ELSE 'open' END, CASE WHEN n % 20 = 0 THEN now() + n * interval '1 minute' END
    FROM generate_series(1, 10000) n;
  INSERT INTO scope (id, key, source, scan, stage, workload_id, first_seen_at, last_seen_at)
    SELECT n, n, 's', CASE WHEN n % 10 = 0 THEN 'alert' ELSE 'misconfiguration' END, 'runtime', n, now(), now() - n * interval '20 s'
    FROM generate_series(1, 10000) n;
  INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT n, n, 3, '{}', now() FROM generate_series(1, 10000) n`

beforeAll(async () => {
  await database().query(SEED)
  await database().query(sql`ANALYZE`)
}, 120_000)

const DAY_MS = 86_400_000
const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)

const STATEMENTS: Record<string, (db: Db) => Promise<unknown>> = {
  isAnythingDue: (db) => isAnythingDue(db, now),
  markWorkloadsOfClusters: (db) => markWorkloadsOfClusters(db, now),
  lockDueWorkloads: (db) => lockDueWorkloads(db, now, 50),
  endQuietThreats: (db) => endQuietThreats(db, daysAgo(7), now, 500),
  lockExpiredExceptions: (db) => lockExpiredExceptions(db, now, 1_000),
  dropEventDay: (db) => dropEventDay(db, daysAgo(30)),
  deleteEventBatches: (db) => deleteEventBatches(db, daysAgo(30), 1_000),
  deleteReportBodies: (db) => deleteReportBodies(db, daysAgo(30), 20),
  deleteCutUploads: (db) => deleteCutUploads(db, daysAgo(1), 20),
  deleteIdempotencyKeys: (db) => deleteIdempotencyKeys(db, daysAgo(7), 1_000),
  deleteSignInTraces: (db) => deleteSignInTraces(db, { now, quietSince: daysAgo(1), limit: 1_000 }),
  clearDecisionFacts: (db) => clearDecisionFacts(db, daysAgo(30), 1_000),
}

/** The plans of what it sends that read a table of ours from end to end; clusters are few. */
async function scansOf(send: (db: Db) => Promise<unknown>): Promise<string[]> {
  return database().transaction(async (tx) => {
    const { db, scans } = watched(tx, /Seq Scan on (?!cluster)/)
    await send(db)
    return scans
  })
}

test('a plan that scans is found out', async () => {
  expect(await scansOf((db) => db.query(sql`SELECT FROM report_chunk WHERE received_at = now()`))).toHaveLength(1)
})

test.each(Object.keys(STATEMENTS))('%s reads by an index', async (name) => {
  const send = STATEMENTS[name]
  expect(send && (await scansOf(send))).toEqual([])
})
