import sql from 'sql-template-tag'
import { log } from '../observe/log.ts'
import { observeJob } from '../observe/metrics.ts'
import type { Database } from '../store/database.ts'
import { Loop, type Step } from './loop.ts'

/** A job that happens every so often, whoever does it. A run that resolves to `more` is followed by another at once. */
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
 * time. One that has more to do waits until the others had their turn. One that fails is logged and has its turn again after
 * its interval.
 */
export function periodicLoop(database: Database, jobs: readonly PeriodicJob[]): Loop {
  const dueAt = new Map(jobs.map(({ name }) => [name, 0]))
  return new Loop('periodic', TICK_MS, async () => {
    let step: Step = 'idle'
    for (const job of jobs) {
      if ((dueAt.get(job.name) ?? 0) > Date.now()) continue
      dueAt.set(job.name, Date.now() + job.everyMs)
      if ((await runAlone(database, job)) === 'idle') continue
      dueAt.set(job.name, 0)
      step = 'more'
    }
    return step
  })
}

async function runAlone(database: Database, { name, run }: PeriodicJob): Promise<Step> {
  const startedAt = performance.now()
  try {
    const done = await database.transaction(async (lock) => {
      const [row] = await lock.query<{ mine: boolean }>(sql`
        SELECT pg_try_advisory_xact_lock(${PERIODIC_LOCKS}, hashtext(${name})) AS mine,
          set_config('idle_in_transaction_session_timeout', '0', true)`)
      return row?.mine ? await run() : 'idle'
    })
    observeJob(name, 'done', performance.now() - startedAt)
    return done === 'more' ? 'more' : 'idle'
  } catch (error) {
    observeJob(name, 'failed', performance.now() - startedAt)
    log.error({ err: error, job: name }, 'a periodic job failed')
    return 'idle'
  }
}
