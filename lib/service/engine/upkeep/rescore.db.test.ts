import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { issueExample } from '../../../contract/issues.ts'
import { workloadExample } from '../../../contract/workloads.ts'
import type { TokenActor, UserActor } from '../../../domain/actor.ts'
import { alertWeighsLessAt } from '../../../domain/alert-evidence.ts'
import { createDatabase, database } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import { updateCluster } from '../../clusters/manage.ts'
import { receiveEvents } from '../../ingest/receive-events.ts'
import { OTHERS, seedIssueExamples } from '../../testing/issue-examples.ts'
import { resetWorld } from '../../testing/world.ts'
import { processEventBatch } from '../process-events.ts'
import { rescoreDue } from './rescore.ts'

const HOUR_MS = 3_600_000
const ADMIN: UserActor = {
  ...{ type: 'user', id: 'user-admin', name: 'The admin', email: 'admin@example.com', role: 'admin', teamIds: [] },
}

const FALCO: TokenActor = {
  ...{ type: 'token', id: '00000000-0000-4000-8000-000000000001', name: 'Falco', kinds: ['events'] },
  ...{ clusterId: null, teamId: null },
}

/** The example's image runs in its workload, in production; its issue is seen there. */
beforeEach(async () => {
  await resetWorld([seedIssueExamples])
  const db = database()
  await db.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at) VALUES (1, 12, 'sha256:aa', now()) ON CONFLICT DO NOTHING`)
  await db.query(sql`
    INSERT INTO deployment_span (workload_id, image_id, image_version_id, image_ref, started_at)
    VALUES (${workloadExample.id}, 12, 1, 'pay-api:1', now())`)
  await db.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id)
    VALUES (${workloadExample.id}, 'app', 'app', 'pay-api:1', 12, 1)`)
  await db.query(sql`
    WITH seen AS (
      INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
      VALUES ('s', 'trivy', 'vulnerability', 'build', 1, now(), now(), now()) RETURNING id
    )
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT i.id, seen.id, 4, '{}', now() FROM seen, issue i WHERE i.image_id = 12`)
})

async function risk(id: number): Promise<number> {
  const [row] = await database().query<{ risk: number }>(sql`SELECT risk FROM issue WHERE id = ${id}`)
  return row?.risk ?? -1
}

async function dueAt(): Promise<Date | null> {
  const [row] = await database().query<{ at: Date | null }>(
    sql`SELECT rescore_at AS at FROM workload WHERE id = ${workloadExample.id}`,
  )
  return row?.at ?? null
}

/** The last alert was then, and the worker last looked when it came. */
async function alerted(hoursAgo: number): Promise<Date> {
  const at = new Date(Date.now() - hoursAgo * HOUR_MS)
  await database().query(sql`
    UPDATE workload SET last_alert_at = ${at}, rescore_at = ${at} WHERE id = ${workloadExample.id}`)
  return at
}

const soon = () => new Date(Date.now() + 1_000)

test('an alert weighs less after a day and nothing after a week, on the workload and on what it runs', async () => {
  const ids = [issueExample.id, OTHERS.threat]
  const risks: number[][] = []
  const next: (number | null)[] = []
  for (const hoursAgo of [1, 25, 7 * 24 + 1]) {
    const at = await alerted(hoursAgo)
    await rescoreDue(soon())
    const due = await dueAt()
    next.push(due && (due.getTime() - at.getTime() - 1) / HOUR_MS)
    risks.push(await Promise.all(ids.map(risk)))
  }
  const [fresh, dayOld, weekOld] = risks as [number[], number[], number[]]
  expect(dayOld).toEqual(fresh.map((points) => points - 5))
  expect(weekOld).toEqual(fresh.map((points) => points - 10))
  expect(next).toEqual([24, 7 * 24, null])
})

test('an alert that comes in says when it will weigh less', async () => {
  const at = new Date(Date.now() - HOUR_MS)
  const alert = {
    rule: 'Terminal shell in container',
    priority: 'Notice',
    time: at.toISOString(),
    output: 'a shell',
    output_fields: { 'k8s.ns.name': 'payments', 'k8s.pod.name': 'pay-api-6d4cf56db6-bx9kq' },
  }
  const body = (async function* () {
    yield Buffer.from(JSON.stringify(alert))
  })()
  const received = await receiveEvents(FALCO, {
    query: { source: 'falco', cluster: 'shop-prod' },
    body,
    encoding: 'identity',
    idempotencyKey: null,
  })
  expect(received.ok).toBe(true)
  await processEventBatch(10)
  expect(await dueAt()).toEqual(alertWeighsLessAt(at, at))
})

test('nothing is due before its time', async () => {
  await alerted(1)
  await rescoreDue(soon())
  await database().query(sql`UPDATE issue SET risk = 1`)
  expect(await rescoreDue(soon())).toBe('idle')
  expect(await risk(issueExample.id)).toBe(1)
})

test("a cluster's new environment scores what runs there again, and the same one nothing", async () => {
  await updateCluster(ADMIN, 1, 'development')
  await rescoreDue(soon())
  const before = await risk(issueExample.id)
  await updateCluster(ADMIN, 1, 'production')
  await rescoreDue(soon())
  expect(await risk(issueExample.id)).toBe(before + 6)
  await database().query(sql`UPDATE issue SET risk = 1`)
  await updateCluster(ADMIN, 1, 'production')
  await rescoreDue(soon())
  expect(await risk(issueExample.id)).toBe(1)
})

test('an environment is changed without waiting for the engine, and counts afterwards', async () => {
  await updateCluster(ADMIN, 1, 'development')
  await rescoreDue(soon())
  const before = await risk(issueExample.id)
  const engine = createDatabase(process.env.DATABASE_URL ?? '', 1)
  await engine.transaction(async (tx) => {
    await lockEngine(tx)
    await updateCluster(ADMIN, 1, 'production')
  })
  await engine.close()
  await rescoreDue(soon())
  expect(await risk(issueExample.id)).toBe(before + 6)
})

test('a worker that dies over it loses nothing', async () => {
  await updateCluster(ADMIN, 1, 'development')
  await rescoreDue(soon())
  const before = await risk(issueExample.id)
  await updateCluster(ADMIN, 1, 'production')
  await database().query(sql`
    CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`)
  await database().query(sql`CREATE TRIGGER die AFTER UPDATE ON issue FOR EACH ROW EXECUTE FUNCTION die()`)
  await expect(rescoreDue(soon())).rejects.toThrow()
  await database().query(sql`DROP TRIGGER die ON issue`)
  expect(await risk(issueExample.id)).toBe(before)
  await rescoreDue(soon())
  expect(await risk(issueExample.id)).toBe(before + 6)
})

test('many workloads are taken in batches, each once', async () => {
  await database().query(sql`
    INSERT INTO workload (id, cluster_id, namespace, kind, name, first_seen_at, last_seen_at, rescore_at)
    SELECT 1000 + n, 1, 'many', 'Deployment', 'w' || n, now(), now(), now() - interval '1 hour' FROM generate_series(1, 110) n`)
  const steps = [await rescoreDue(soon()), await rescoreDue(soon()), await rescoreDue(soon())]
  expect(steps).toEqual(['more', 'more', 'idle'])
  const left = await database().query(sql`SELECT id FROM workload WHERE rescore_at IS NOT NULL`)
  expect(left).toEqual([])
})
