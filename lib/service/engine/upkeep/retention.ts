import { config } from '../../../config.ts'
import { type Db, database } from '../../../store/database.ts'
import { clearDecisionFacts } from '../../../store/engine/upkeep/clear-decision-facts.ts'
import { deleteCutUploads } from '../../../store/engine/upkeep/delete-cut-uploads.ts'
import { deleteEventBatches } from '../../../store/engine/upkeep/delete-event-batches.ts'
import { deleteIdempotencyKeys } from '../../../store/engine/upkeep/delete-idempotency-keys.ts'
import { deleteReportBodies } from '../../../store/engine/upkeep/delete-report-bodies.ts'
import { deleteSignInTraces } from '../../../store/engine/upkeep/delete-sign-in-traces.ts'
import { dropEventDay, isInUse } from '../../../store/engine/upkeep/drop-event-day.ts'

const DAY_MS = 86_400_000
/** Rows that one transaction removes; of uploads fewer, because each may be hundreds of megabytes. */
const ROWS_AT_ONCE = 1_000
const UPLOADS_AT_ONCE = 20
/** No upload takes a day; the rest of one that began before was cut off. */
const UPLOAD_DAYS = 1
/** Longer than any sender repeats a request. */
const IDEMPOTENCY_DAYS = 7
/** Longer than any lock or limit on signing in lasts. */
const SIGN_IN_DAYS = 1

type Step = 'more' | 'idle'

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

/** One transaction that removes at most `limit`; there may be more when it removed as many. */
async function batch(limit: number, remove: (tx: Db, limit: number) => Promise<number>): Promise<Step> {
  const removed = await database().transaction((tx) => remove(tx, limit))
  return removed >= limit ? 'more' : 'idle'
}

/** Raw events go by the day; what they became (alerts by the hour, issues) stays. */
export async function dropOldEvents(now = new Date()): Promise<Step> {
  const before = daysBefore(now, config.eventRetentionDays)
  try {
    const day = await database().transaction((tx) => dropEventDay(tx, before))
    if (day !== null) return 'more'
  } catch (error) {
    if (!isInUse(error)) throw error
  }
  return batch(ROWS_AT_ONCE, (tx, limit) => deleteEventBatches(tx, before, limit))
}

/** The bytes of processed reports go; a report that waits for the worker or for a person keeps its own. */
export function dropReportBodies(now = new Date()): Promise<Step> {
  const before = daysBefore(now, config.reportRetentionDays)
  return batch(UPLOADS_AT_ONCE, (tx, limit) => deleteReportBodies(tx, before, limit))
}

export function dropCutUploads(now = new Date()): Promise<Step> {
  return batch(UPLOADS_AT_ONCE, (tx, limit) => deleteCutUploads(tx, daysBefore(now, UPLOAD_DAYS), limit))
}

export function dropIdempotencyKeys(now = new Date()): Promise<Step> {
  return batch(ROWS_AT_ONCE, (tx, limit) => deleteIdempotencyKeys(tx, daysBefore(now, IDEMPOTENCY_DAYS), limit))
}

/** Better-auth forgets an expired session only when its cookie comes again, and counts of attempts never. */
export function dropSignInTraces(now = new Date()): Promise<Step> {
  const quietSince = daysBefore(now, SIGN_IN_DAYS)
  return batch(ROWS_AT_ONCE, (tx, limit) => deleteSignInTraces(tx, { now, quietSince, limit }))
}

/** The objects that decisions were about; who decided what, when and why stays. */
export function dropDecisionFacts(now = new Date()): Promise<Step> {
  const before = daysBefore(now, config.decisionRetentionDays)
  return batch(ROWS_AT_ONCE, (tx, limit) => clearDecisionFacts(tx, before, limit))
}
