import { expect, test, vi } from 'vitest'
import { createDatabase, type Database, database } from '../store/database.ts'
import { type PeriodicJob, periodicLoop } from './periodic.ts'

const HOUR_MS = 3_600_000

async function whileRunning(jobs: PeriodicJob[], check: () => Promise<unknown>, other?: Database): Promise<void> {
  const loops = [database(), ...(other ? [other] : [])].map((db) => periodicLoop(db, jobs))
  for (const loop of loops) loop.start()
  try {
    await check()
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()))
    await other?.close()
  }
}

test('a job with more to do goes on at once, and others have their turn in between', async () => {
  const seen: string[] = []
  const long = { name: 'long', everyMs: HOUR_MS, run: async () => (seen.push('long') < 8 ? 'more' : 'idle') }
  const short = { name: 'short', everyMs: HOUR_MS, run: async () => void seen.push('short') }
  await whileRunning([long, short], () => vi.waitFor(() => expect(seen.length).toBe(8), { timeout: 900 }))
  expect(seen).toEqual(['long', 'short', ...Array(6).fill('long')])
})

test('a job that fails costs the others nothing', async () => {
  const good = vi.fn(async () => 'idle')
  const bad = { name: 'bad', everyMs: HOUR_MS, run: () => Promise.reject(new Error('bitter')) }
  await whileRunning([bad, { name: 'good', everyMs: HOUR_MS, run: good }], () =>
    vi.waitFor(() => expect(good).toHaveBeenCalledTimes(1)),
  )
})

test('two workers never run the same job at the same time', async () => {
  let [running, most, runs] = [0, 0, 0]
  const run = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 20))
    running--
    return ++runs < 20 ? 'more' : 'idle'
  }
  const other = createDatabase(process.env.DATABASE_URL ?? '', 2)
  await whileRunning(
    [{ name: 'alone', everyMs: 1, run }],
    () => vi.waitFor(() => expect(runs).toBeGreaterThan(20), 4_000),
    other,
  )
  expect(most).toBe(1)
})
