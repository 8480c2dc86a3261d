import sql from 'sql-template-tag'
import { log } from '../observe/log.ts'
import { observeJob } from '../observe/metrics.ts'
import type { Database } from '../store/database.ts'
import { Loop } from './loop.ts'

/** A job that happens every so often, whoever does it. */
export interface PeriodicJob {
  name: string
  everyMs: number
  run(): Promise<unknown>
}

/** First key of the advisory locks on periodic jobs. */
const PERIODIC_LOCKS = 7402
const TICK_MS = 1_000

/**
 * Runs periodic jobs one after the other, so that they hold two connections however many they are; each in one worker at a
 * time. One that fails is logged and has its turn again after its interval.
 */
export function periodicLoop(database: Database, jobs: readonly PeriodicJob[]): Loop {
  const dueAt = new Map(jobs.map(({ name }) => [name, 0]))
  return new Loop('periodic', TICK_MS, async () => {
    for (const job of jobs) {
      if ((dueAt.get(job.name) ?? 0) > Date.now()) continue
      dueAt.set(job.name, Date.now() + job.everyMs)
      await runAlone(database, job)
    }
    return 'idle'
  })
}

async function runAlone(database: Database, { name, run }: PeriodicJob): Promise<void> {
  const startedAt = performance.now()
  try {
    await database.transaction(async (lock) => {
      const [row] = await lock.query<{ mine: boolean }>(sql`
        SELECT pg_try_advisory_xact_lock(${PERIODIC_LOCKS}, hashtext(${name})) AS mine,
          set_config('idle_in_transaction_session_timeout', '0', true)`)
      if (row?.mine) await run()
    })
    observeJob(name, 'done', performance.now() - startedAt)
  } catch (error) {
    observeJob(name, 'failed', performance.now() - startedAt)
    log.error({ err: error, job: name }, 'a periodic job failed')
  }
}
