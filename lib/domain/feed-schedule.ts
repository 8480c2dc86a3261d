const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const FIRST_RETRY_MS = 5 * MINUTE_MS

/** How the last try to fetch a feed went. */
export interface FetchTry {
  attemptedAt: Date
  /** In a row; 0 when the last try succeeded. */
  failures: number
}

/** When to look again: after the interval, and after a failure sooner, each time later, never later than the interval. */
export function nextFetchAt({ attemptedAt, failures }: FetchTry, intervalHours: number): Date {
  const interval = intervalHours * HOUR_MS
  const wait = failures === 0 ? interval : Math.min(interval, FIRST_RETRY_MS * 2 ** (failures - 1))
  return new Date(attemptedAt.getTime() + wait)
}
