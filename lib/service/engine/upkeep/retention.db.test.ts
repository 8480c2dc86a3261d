import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { config } from '../../../config.ts'
import { createDatabase, database } from '../../../store/database.ts'
import { insertEvents } from '../../../store/inbox/insert-events.ts'
import { resetWorld } from '../../testing/world.ts'
import {
  dropCutUploads,
  dropDecisionFacts,
  dropIdempotencyKeys,
  dropOldEvents,
  dropReportBodies,
  dropSignInTraces,
} from './retention.ts'

const DAY_MS = 86_400_000
const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)

beforeEach(() => resetWorld([]))

async function untilIdle(job: (now: Date) => Promise<'more' | 'idle'>): Promise<number> {
  for (let runs = 1; ; runs++) if ((await job(now)) === 'idle') return runs
}

async function ids(statement: ReturnType<typeof sql>): Promise<unknown[]> {
  return (await database().query<{ id: unknown }>(statement)).map(({ id }) => id)
}

async function event(at: Date): Promise<string> {
  const id = randomUUID()
  const day = at.toISOString().slice(0, 10)
  await database().query(sql`SELECT ensure_day_partitions('raw_event', ${day}::date, ${day}::date)`)
  await insertEvents(database(), [
    { id, at: at.toISOString(), source: 'falco', clusterId: null, tokenId: null, body: Buffer.from('{}') },
  ])
  return id
}

const partitions = () =>
  ids(sql`SELECT relname AS id FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = 'raw_event'::regclass ORDER BY 1`)

test('days of events past their retention are dropped, the others stay', async () => {
  await event(daysAgo(config.eventRetentionDays + 40))
  await event(daysAgo(config.eventRetentionDays + 1))
  const kept = [await event(daysAgo(config.eventRetentionDays)), await event(now)]
  await database().query(sql`DELETE FROM event_batch`)
  const before = await partitions()
  expect(await untilIdle(dropOldEvents)).toBe(3)
  const after = await partitions()
  expect(before.slice(2)).toEqual(after)
  expect((await ids(sql`SELECT id FROM raw_event`)).sort()).toEqual(kept.sort())
})

test('a day whose events wait for the worker stays, and those after it, however old', async () => {
  const waiting = await event(daysAgo(config.eventRetentionDays + 20))
  const processed = await event(daysAgo(config.eventRetentionDays + 10))
  await database().query(sql`DELETE FROM event_batch WHERE first_at > ${daysAgo(config.eventRetentionDays + 15)}`)
  await untilIdle(dropOldEvents)
  expect((await ids(sql`SELECT id FROM raw_event`)).sort()).toEqual([waiting, processed].sort())
  await database().query(sql`UPDATE event_batch SET status = 'quarantined', problem_message = 'bitter'`)
  await untilIdle(dropOldEvents)
  expect(await ids(sql`SELECT id FROM raw_event`)).toEqual([])
  expect(await ids(sql`SELECT id FROM event_batch`)).toEqual([])
})

test('events that are being read are not waited for', async () => {
  await event(daysAgo(config.eventRetentionDays + 5))
  await database().query(sql`DELETE FROM event_batch`)
  const reader = createDatabase(process.env.DATABASE_URL ?? '', 1)
  await reader.transaction(async (tx) => {
    await tx.query(sql`SELECT count(*) FROM raw_event`)
    expect(await dropOldEvents(now)).toBe('idle')
  })
  await reader.close()
  expect(await dropOldEvents(now)).toBe('more')
})

/** A report with two chunks that were received together with it; `status` null is an upload without a report. */
async function upload(status: string | null, receivedAt: Date, processedAt = receivedAt): Promise<string> {
  const id = randomUUID()
  await database().query(sql`
    INSERT INTO report_chunk (upload_id, position, received_at, bytes)
    SELECT ${id}, position, ${receivedAt}, sha256('') FROM generate_series(0, 1) AS position`)
  if (status === null) return id
  const processed = status === 'processed'
  await database().query(sql`
    INSERT INTO report (id, content_hash, options_hash, upload_id, format, source, size_bytes, received_at, status,
      processed_at, summary, problem_code)
    VALUES (${id}, sha256(${Buffer.from(id)}), sha256(''), ${id}, 'trivy-json', 'trivy', 1, ${receivedAt}, ${status},
      ${processed ? processedAt : null}, ${processed ? '{"findings": 3}' : null}::jsonb, ${processed ? null : 'failed'})`)
  return id
}

test('the bytes of processed reports go after their time, the reports and all other bytes stay', async () => {
  const old = daysAgo(config.reportRetentionDays + 1)
  const gone = [await upload('processed', old), await upload('processed', old)]
  const kept = [
    await upload('processed', old, now),
    await upload('processed', daysAgo(2)),
    await upload('received', old),
    await upload('held', old),
    await upload('quarantined', old),
  ]
  await untilIdle(dropReportBodies)
  await untilIdle(dropCutUploads)
  const uploads = await ids(sql`SELECT DISTINCT upload_id AS id FROM report_chunk`)
  expect(uploads.sort()).toEqual(kept.sort())
  expect((await ids(sql`SELECT id FROM report`)).sort()).toEqual([...kept, ...gone].sort())
  expect(await ids(sql`SELECT (summary->>'findings')::int AS id FROM report WHERE id = ${gone[0]}`)).toEqual([3])
})

test('uploads that were cut off go after a day, in batches', async () => {
  const kept = [await upload(null, daysAgo(0.5)), await upload('received', daysAgo(3))]
  for (let count = 0; count < 25; count++) await upload(null, daysAgo(2))
  expect(await dropCutUploads(now)).toBe('more')
  expect(await ids(sql`SELECT DISTINCT upload_id AS id FROM report_chunk`)).toHaveLength(7)
  expect(await dropCutUploads(now)).toBe('idle')
  expect((await ids(sql`SELECT DISTINCT upload_id AS id FROM report_chunk`)).sort()).toEqual(kept.sort())
})

test('old idempotency keys go', async () => {
  await database().query(sql`
    INSERT INTO idempotency_key (token_id, key, content_hash, created_at)
    SELECT id, 'old', sha256(''), ${daysAgo(8)}::timestamptz FROM ingest_token UNION ALL SELECT id, 'new', sha256(''), ${daysAgo(6)} FROM ingest_token`)
  await untilIdle(dropIdempotencyKeys)
  expect(await ids(sql`SELECT DISTINCT key AS id FROM idempotency_key`)).toEqual(['new'])
})

test('expired sessions and old attempts to sign in go, live ones stay', async () => {
  const live = await ids(sql`SELECT id FROM session`)
  await database().query(sql`
    INSERT INTO session (id, token, user_id, expires_at) VALUES ('old', 'old', 'user-admin', ${daysAgo(0.01)})`)
  await database().query(sql`
    INSERT INTO verification (id, identifier, value, expires_at)
    VALUES ('old', 'a', 'b', ${daysAgo(0.01)}), ('live', 'a', 'b', ${daysAgo(-1)})`)
  await database().query(sql`
    INSERT INTO sign_in_failure (email, failures, last_failed_at) VALUES ('old', 3, ${daysAgo(2)}), ('live', 3, ${now})`)
  await database().query(sql`
    INSERT INTO rate_limit (id, key, count, last_request)
    VALUES ('old', 'old', 1, ${daysAgo(2).getTime()}), ('live', 'live', 1, ${now.getTime()})`)
  await untilIdle(dropSignInTraces)
  expect((await ids(sql`SELECT id FROM session`)).sort()).toEqual(live.sort())
  expect(await ids(sql`SELECT id FROM verification`)).toEqual(['live'])
  expect(await ids(sql`SELECT email AS id FROM sign_in_failure`)).toEqual(['live'])
  expect(await ids(sql`SELECT id FROM rate_limit`)).toEqual(['live'])
})

test('old decisions lose their object once the inventory has it, and keep the rest', async () => {
  const decision = async (days: number, appliedAt: Date | null) => {
    const id = randomUUID()
    await database().query(sql`
      INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict,
        results, facts, applied_at)
      VALUES (${id}, 1, ${id}, ${daysAgo(days)}, 'CREATE', 'web', 'Deployment', 'pay', 'ci', false, 'allow', '[]', '{}', ${appliedAt})`)
    return id
  }
  const old = await decision(config.decisionRetentionDays + 1, now)
  const kept = [await decision(config.decisionRetentionDays + 1, null), await decision(2, now)]
  await untilIdle(dropDecisionFacts)
  expect((await ids(sql`SELECT id FROM decision WHERE facts IS NOT NULL`)).sort()).toEqual(kept.sort())
  expect(await ids(sql`SELECT id FROM decision WHERE facts IS NULL`)).toEqual([old])
})
