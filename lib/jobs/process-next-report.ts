import { setTimeout as delay } from 'node:timers/promises'
import { log } from '../observe/log.ts'
import { isConnectionError } from '../store/connection-error.ts'
import type { Database } from '../store/database.ts'
import { beginAttempt, lockNextReport, takeAttemptBack } from '../store/inbox/claim-report.ts'
import { quarantineReport } from '../store/inbox/quarantine-report.ts'
import type { Step } from './loop.ts'

/** A report that fails or kills its worker so often is set aside. */
const ATTEMPTS = 3
const RECONNECT_MS = 1_000

/**
 * Processes the oldest waiting report. A report is poison when it fails three times for a reason of its own, or when its
 * worker dies three times over it: it is set aside and the queue moves on. A database that goes away counts for nothing.
 */
export function processNextReport(database: Database, processReport: (id: string) => Promise<unknown>): Promise<Step> {
  return database.transaction(async (lock) => {
    const id = await lockNextReport(lock)
    if (id === null) return 'idle'
    const attempt = await beginAttempt(database, id)
    // Another worker was done with it between our look and our lock.
    if (attempt === null) return 'more'
    if (attempt > ATTEMPTS) {
      const message = `The worker stopped ${ATTEMPTS} times while it read this report. It may be too large for its memory.`
      await quarantineReport(database, id, { code: 'crashed', message })
      return 'more'
    }
    await attemptReport(database, id, attempt, processReport)
    return 'more'
  })
}

async function attemptReport(
  database: Database,
  id: string,
  attempt: number,
  processReport: (id: string) => Promise<unknown>,
): Promise<void> {
  try {
    await processReport(id)
  } catch (error) {
    if (isConnectionError(error)) {
      await takeBackWhenItIsThere(database, id)
      return
    }
    log.error({ err: error, reportId: id, attempt }, 'a report could not be processed')
    if (attempt < ATTEMPTS) return
    const reason = error instanceof Error ? error.message : String(error)
    await quarantineReport(database, id, { code: 'failed', message: `Plimsoll failed on this report: ${reason}` })
  }
}

async function takeBackWhenItIsThere(database: Database, id: string): Promise<void> {
  for (;;) {
    try {
      await takeAttemptBack(database, id)
      return
    } catch (error) {
      if (!isConnectionError(error)) throw error
      await delay(RECONNECT_MS)
    }
  }
}
