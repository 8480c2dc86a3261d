import { config } from '../../config.ts'
import { database } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { dropUnusedPlaces } from '../../store/engine/upkeep/drop-unused-places.ts'
import { ensurePartitions } from '../../store/engine/upkeep/ensure-partitions.ts'
import { foldIssueCounts } from '../../store/engine/upkeep/fold-issue-counts.ts'
import { foldLoadCounts } from '../../store/engine/upkeep/fold-load-counts.ts'
import { dropOldMessages } from '../../store/outbox/retention.ts'
import { tellDates, warnOfExpiring } from '../clocks/watch-dates.ts'
import { watchSources } from '../coverage/watch-sources.ts'
import { keepFixes } from '../fixes/keep-fixes.ts'
import { lateDays } from '../ingest/event-id.ts'
import { voidLateRequests } from '../issues/approvals.ts'
import { endSnoozes } from '../issues/snoozes.ts'
import { sampleLoads, thinLoadHistory } from '../load/sample-loads.ts'
import { watchLoads } from '../load/watch-loads.ts'
import { foldMetrics } from '../metrics/fold.ts'
import { resealSecrets } from '../routes/reseal.ts'
import { reopenExpired } from './upkeep/expired-exceptions.ts'
import { followFeeds } from './upkeep/feed-news.ts'
import { closeQuietThreats } from './upkeep/quiet-threats.ts'
import { rescoreDue } from './upkeep/rescore.ts'
import {
  dropCutUploads,
  dropDecisionFacts,
  dropIdempotencyKeys,
  dropOldEvents,
  dropReportBodies,
  dropSignInTraces,
} from './upkeep/retention.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** What the worker does every so often; each run is one short step, and those that say so have more to do at once. */
export const UPKEEP = [
  { name: 'rescore', everyMs: 2 * SECOND_MS, run: () => rescoreDue() },
  { name: 'follow-feeds', everyMs: 2 * SECOND_MS, run: () => followFeeds() },
  { name: 'keep-fixes', everyMs: SECOND_MS, run: () => keepFixes() },
  { name: 'fold-issue-counts', everyMs: MINUTE_MS, run: () => database().transaction(foldIssueCounts) },
  { name: 'fold-load-counts', everyMs: MINUTE_MS, run: () => database().transaction(foldLoadCounts) },
  { name: 'drop-unused-places', everyMs: 24 * HOUR_MS, run: dropPlaces },
  { name: 'fold-metrics', everyMs: 3 * SECOND_MS, run: () => foldMetrics() },
  { name: 'ensure-partitions', everyMs: HOUR_MS, run: makeDays },
  { name: 'expire-exceptions', everyMs: MINUTE_MS, run: () => reopenExpired() },
  { name: 'tell-dates', everyMs: MINUTE_MS, run: () => tellDates() },
  { name: 'warn-of-expiring', everyMs: MINUTE_MS, run: () => warnOfExpiring() },
  { name: 'end-snoozes', everyMs: MINUTE_MS, run: () => endSnoozes() },
  { name: 'void-late-requests', everyMs: MINUTE_MS, run: () => voidLateRequests() },
  { name: 'close-quiet-threats', everyMs: 10 * MINUTE_MS, run: () => closeQuietThreats() },
  { name: 'watch-sources', everyMs: MINUTE_MS, run: () => watchSources() },
  { name: 'watch-loads', everyMs: MINUTE_MS, run: () => watchLoads() },
  { name: 'sample-loads', everyMs: MINUTE_MS, run: () => sampleLoads() },
  { name: 'thin-load-history', everyMs: 24 * HOUR_MS, run: () => thinLoadHistory() },
  { name: 'drop-old-events', everyMs: 10 * MINUTE_MS, run: () => dropOldEvents() },
  { name: 'drop-report-bodies', everyMs: HOUR_MS, run: () => dropReportBodies() },
  { name: 'drop-cut-uploads', everyMs: HOUR_MS, run: () => dropCutUploads() },
  { name: 'drop-idempotency-keys', everyMs: HOUR_MS, run: () => dropIdempotencyKeys() },
  { name: 'drop-sign-in-traces', everyMs: HOUR_MS, run: () => dropSignInTraces() },
  { name: 'drop-decision-facts', everyMs: HOUR_MS, run: () => dropDecisionFacts() },
  { name: 'reseal-secrets', everyMs: HOUR_MS, run: () => resealSecrets() },
  { name: 'drop-old-messages', everyMs: HOUR_MS, run: () => dropOldMessages(database()) },
]

function dropPlaces(): Promise<void> {
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    await dropUnusedPlaces(tx)
  })
}

function makeDays(): Promise<void> {
  return database().transaction((tx) => ensurePartitions(tx, lateDays(config.eventRetentionDays)))
}
