import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { beforeEach, expect, test, vi } from 'vitest'
import { createDatabase, database } from '../store/database.ts'
import { processNextReport } from './process-next-report.ts'
import { Worker } from './work.ts'

beforeEach(() => database().query(sql`DELETE FROM report`))

async function report(name: string, attempts = 0): Promise<string> {
  const id = randomUUID()
  await database().query(sql`
    INSERT INTO report (id, content_hash, options_hash, upload_id, format, source, size_bytes, received_at, attempts)
    VALUES (${id}, sha256(${Buffer.from(name)}), sha256(''), ${id}, 'trivy-json', ${name}, 1, clock_timestamp(), ${attempts})`)
  return id
}

async function one(id: string) {
  const [row] = await database().query<{ status: string; attempts: number; code: string | null; message: string }>(
    sql`SELECT status, attempts, problem_code AS code, problem_message AS message FROM report WHERE id = ${id}`,
  )
  return row
}

const done = (id: string) =>
  database().query(sql`UPDATE report SET status = 'processed', processed_at = now(), summary = '{}' WHERE id = ${id}`)

test('takes reports in the order in which they came, until none waits', async () => {
  const ids = [await report('a'), await report('b'), await report('c')]
  const seen: string[] = []
  const work = async (id: string) => {
    seen.push(id)
    await done(id)
  }
  while ((await processNextReport(database(), work)) === 'more');
  expect(seen).toEqual(ids)
})

test('two workers never have the same report, and the second one takes the next', async () => {
  const [first, second] = [await report('a'), await report('b')]
  const seen: string[] = []
  let release = () => {}
  const slow = processNextReport(database(), (id) => {
    seen.push(id)
    return new Promise<void>((resolve) => {
      release = resolve
    })
  })
  await vi.waitFor(() => expect(seen).toEqual([first]))
  await processNextReport(database(), async (id) => {
    seen.push(id)
    await done(id)
  })
  expect(await processNextReport(database(), async (id) => void seen.push(id))).toBe('idle')
  expect(seen).toEqual([first, second])
  release()
  await slow
})

test('a report that fails three times is set aside with its reason, and the queue moves on', async () => {
  const poison = await report('poison')
  const next = await report('next')
  const work = async (id: string) => {
    if (id === poison) throw new Error('it tastes bitter')
    await done(id)
  }
  for (let step = 0; step < 4; step++) expect(await processNextReport(database(), work)).toBe('more')
  expect(await one(poison)).toMatchObject({ status: 'quarantined', attempts: 3, code: 'failed' })
  expect((await one(poison))?.message).toContain('it tastes bitter')
  expect(await one(next)).toMatchObject({ status: 'processed' })
})

test('a report over which its worker died three times is set aside', async () => {
  const id = await report('a', 3)
  const work = vi.fn()
  await processNextReport(database(), work)
  expect(work).not.toHaveBeenCalled()
  expect(await one(id)).toMatchObject({ status: 'quarantined', code: 'crashed' })
})

test('a worker that dies leaves its attempt counted and its report free at once', async () => {
  const id = await report('a')
  const dying = createDatabase(process.env.DATABASE_URL ?? '', 2)
  let started = () => {}
  const running = new Promise<void>((resolve) => {
    started = resolve
  })
  const died = processNextReport(dying, () => {
    started()
    return new Promise(() => {})
  })
  died.catch(() => {})
  await running
  expect(await processNextReport(database(), done)).toBe('idle')
  await database().query(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction'`)
  await vi.waitFor(async () => expect(await processNextReport(database(), done)).toBe('more'))
  expect(await one(id)).toMatchObject({ status: 'processed', attempts: 2 })
})

test('a database that goes away counts for nothing', async () => {
  const id = await report('a')
  const away = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })
  for (let step = 0; step < 5; step++) {
    await processNextReport(database(), () => Promise.reject(away))
  }
  expect(await one(id)).toMatchObject({ status: 'received', attempts: 0 })
})

test('a worker is woken by what comes in, does what is periodic once, and stops', async () => {
  const id = await report('a')
  const seen: string[] = []
  const run = vi.fn(async () => {})
  const work = {
    processReport: async (id: string) => {
      seen.push(id)
      await done(id)
    },
    applyDecisions: async () => 0,
    processEventBatch: async () => 0,
    tellRoutes: async () => false,
    deliverNext: async () => false,
    checkRemoteStates: async () => false,
    runBackgroundStep: async () => 'idle' as const,
    periodic: [{ name: 'tidy', everyMs: 60_000, run }],
    fetching: [],
  }
  const worker = new Worker(database(), work)
  worker.start()
  await vi.waitFor(() => expect(seen).toEqual([id]), 5_000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const startedAt = performance.now()
  const second = await report('b')
  await database().query(sql`SELECT pg_notify('plimsoll_inbox', 'report')`)
  await vi.waitFor(() => expect(seen).toEqual([id, second]), { timeout: 5_000, interval: 10 })
  expect(performance.now() - startedAt).toBeLessThan(1_500)
  await worker.stop()
  expect(run).toHaveBeenCalledTimes(1)
  await report('c')
  await database().query(sql`SELECT pg_notify('plimsoll_inbox', 'report')`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(seen).toHaveLength(2)
})
