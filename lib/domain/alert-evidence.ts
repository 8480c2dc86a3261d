const HOUR_MS = 3_600_000

/** How long an alert counts in full, and how long it counts at all (DESIGN.md §8, evidence). */
export const ALERT_AGES_MS = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const

/** The next moment after `now` at which an alert weighs less than it does now; null when it weighs nothing any more. */
export function alertWeighsLessAt(lastAlertAt: Date | null, now: Date): Date | null {
  if (lastAlertAt === null) return null
  const next = Object.values(ALERT_AGES_MS)
    // At its exact age it still counts.
    .map((age) => lastAlertAt.getTime() + age + 1)
    .find((moment) => moment > now.getTime())
  return next === undefined ? null : new Date(next)
}
