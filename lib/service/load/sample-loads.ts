import { config } from '../../config.ts'
import { database } from '../../store/database.ts'
import { takeSamples, thinSamples } from '../../store/load/samples.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** So long every hour is kept; before that a day's last. */
const HOURLY_DAYS = 31

/** Keeps what changed in the hour that has begun; another run in the same hour corrects it. */
export function sampleLoads(now = new Date()): Promise<number> {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
  return database().transaction((tx) => takeSamples(tx, hour))
}

/** Thins out what is old; the last of each subject stays, because it is what it carries still. */
export function thinLoadHistory(now = new Date()): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  return database().transaction((tx) => thinSamples(tx, before(HOURLY_DAYS), before(config.loadHistoryDays)))
}
