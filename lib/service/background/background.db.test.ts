import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { jobOf } from '../../store/background/job.ts'
import { database } from '../../store/database.ts'
import { issues } from '../engine/testing/state.ts'
import { enqueueJob } from './enqueue.ts'
import { cancelJob, getJob } from './jobs.ts'
import { runNextStep } from './run-next-step.ts'

const system = { type: 'system', name: 'test' } as const
const enqueue = () => database().transaction((tx) => enqueueJob(tx, system, { kind: 'reassess' }))

beforeEach(async () => {
  await database().query(sql`DELETE FROM background_job`)
  await database().query(sql`DELETE FROM image`)
  await database().query(sql`DELETE FROM repository`)
})

async function imagesWithIssues(count: number): Promise<void> {
  await database().query(sql`
    INSERT INTO image (id, repository) SELECT n, 'registry.example/image-' || n FROM generate_series(1, ${count}::int) n`)
  await database().query(sql`
    INSERT INTO rule (id, name, title) VALUES (1, 'test:rule', 'A rule') ON CONFLICT DO NOTHING`)
  await database().query(sql`
    INSERT INTO issue (key, key_hash, kind, rule_id, image_id, severity, risk, first_seen_at, opened_at)
    SELECT 'issue ' || n, substr(sha256(n::text::bytea), 1, 16), 'misconfiguration', 1, n, 4, 7, now(), now()
    FROM generate_series(1, ${count}::int) n`)
  await database().query(sql`
    INSERT INTO episode (issue_id, number, opened_at, opened_stage) SELECT id, 1, opened_at, 'build' FROM issue`)
}

test('a reassessment scores every issue anew, step by step, and tells how far it is', async () => {
  await imagesWithIssues(25)
  const id = await enqueue()
  expect(await jobOf(database(), id)).toMatchObject({ status: 'waiting', total: null, done: 0 })
  while ((await runNextStep()) === 'more');
  const job = await jobOf(database(), id)
  expect(job).toMatchObject({ status: 'finished', done: job?.total, failed: 0, problem: null })
  expect(job?.done).toBeGreaterThanOrEqual(25)
  const [left] = await database().query<{ n: number }>(
    sql`SELECT count(*) AS n FROM issue WHERE risk = 7 OR place_id IS NULL`,
  )
  expect(left?.n).toBe(0)
  expect((await issues()).length).toBe(25)
})

test('a step that fails changes nothing, is tried again later and is given up in the end', async () => {
  const id = await enqueue()
  await database().query(sql`UPDATE background_job SET kind = 'unheard-of' WHERE id = ${id}`)
  for (let attempt = 1; attempt <= 5; attempt++) {
    expect(await jobOf(database(), id)).toMatchObject({ status: 'waiting', done: 0 })
    expect(await runNextStep()).toBe('more')
    expect(await runNextStep()).toBe('idle')
    await database().query(sql`UPDATE background_job SET next_attempt_at = now() WHERE id = ${id}`)
  }
  expect(await jobOf(database(), id)).toMatchObject({
    status: 'failed',
    problem: expect.stringContaining('unheard-of'),
  })
})

test('two workers do not step the same job', async () => {
  await imagesWithIssues(30)
  const id = await enqueue()
  const steps = await Promise.all([runNextStep(), runNextStep()])
  expect(steps.filter((step) => step === 'more')).toHaveLength(1)
  while ((await runNextStep()) === 'more');
  const job = await jobOf(database(), id)
  expect(job).toMatchObject({ status: 'finished', done: job?.total })
})

test('who started it watches and stops it; others of no such right do not see it', async () => {
  const [person] = await database().query<{ id: string }>(sql`
    INSERT INTO "user" (id, name, email) VALUES ('dana', 'Dana', 'dana@jobs.example')
    ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING id`)
  const dana: UserActor = { type: 'user', id: person!.id, name: 'Dana', email: '', role: 'developer', teamIds: [] }
  const id = await database().transaction((tx) => enqueueJob(tx, dana, { kind: 'reassess', total: 3 }))
  expect(await getJob(dana, id)).toMatchObject({ ok: true, value: { status: 'waiting', total: 3, by: 'Dana' } })
  expect(await getJob({ ...dana, id: 'else' }, id)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  expect(await cancelJob({ ...dana, id: 'else' }, id)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  expect(await cancelJob(dana, id)).toMatchObject({ ok: true, value: { status: 'cancelled' } })
  expect(await cancelJob(dana, id)).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  expect(await runNextStep()).toBe('idle')
})
