/** What follows from an attempt that failed. */
export type AfterFailure = { give: 'up' } | { give: 'later'; seconds: number }

/** So often a message is tried; at the longest waits that is about three hours, in which an endpoint that is away is paused anyway. */
export const MOST_ATTEMPTS = 12
const FIRST_WAIT_SECONDS = 5
const LONGEST_WAIT_SECONDS = 3600
/** What waited so long tells of the past; an endpoint that is paused for days leaves dead letters, not a flood. */
export const OLDEST_SECONDS = 3 * 86_400

/** Failures in a row after which an endpoint is paused, and how long until it is tried again. */
export const FAILURES_TO_PAUSE = 5
const FIRST_PROBE_SECONDS = 300

/**
 * Exponential wait with full jitter, so that many messages that failed together do not come back together; what Retry-After asks for is
 * the least. `random` is 0 ≤ r < 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function afterFailure(
  failure: { retryable: boolean; retryAfterSeconds?: number },
  attempts: number,
  ageSeconds: number,
  random: number,
): AfterFailure {
  if (!failure.retryable || attempts >= MOST_ATTEMPTS || ageSeconds >= OLDEST_SECONDS) return { give: 'up' }
  const most = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1))
  const asked = Math.min(failure.retryAfterSeconds ?? 0, OLDEST_SECONDS)
  return { give: 'later', seconds: asked + Math.ceil(most * random) }
}

/** Seconds for which nothing goes to an endpoint that failed so often in a row: a blip is waited out, and only half a minute of it pauses. */
export function breatherSeconds(failures: number, random: number): number {
  return Math.min(60, 2 ** failures) * (0.5 + random / 2)
}

/** Seconds until a paused endpoint is tried again: 5 minutes at first, an hour at most, a tenth of it at random. */
export function probeSeconds(failures: number, random: number): number {
  const most = Math.min(LONGEST_WAIT_SECONDS, FIRST_PROBE_SECONDS * 2 ** Math.max(0, failures - FAILURES_TO_PAUSE))
  return Math.round(most * (0.9 + 0.1 * random))
}
