const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES

/** Deliveries within an hour count as one: a burst says nothing of when the next is due. */
const BURST_MINUTES = HOUR_MINUTES
/** Gaps that are remembered, and how many it takes to tell a rhythm. */
const GAPS_KEPT = 20
const GAPS_NEEDED = 4
/** Nothing is expected more often than daily unless a person says so: a quiet sensor is no broken one. */
const SHORTEST_LEARNED_MINUTES = DAY_MINUTES

/** What one source delivers about one thing: its last delivery and the gaps before it, oldest first, in whole minutes. */
export interface Rhythm {
  lastAt: Date
  gapsMinutes: readonly number[]
}

/** What a person said of a source: how often it must report, or that nothing is expected of it. */
export interface Expectation {
  /** Null: to be learned from its own deliveries. */
  expectedMinutes: number | null
  watched: boolean
}

/** A rhythm after one more delivery. One that comes late, from before the last, tells nothing new. */
export function afterDelivery(rhythm: Rhythm | null, at: Date): Rhythm {
  if (rhythm === null) return { lastAt: at, gapsMinutes: [] }
  const gap = Math.floor((at.getTime() - rhythm.lastAt.getTime()) / MINUTE_MS)
  if (at <= rhythm.lastAt) return rhythm
  if (gap < BURST_MINUTES) return { lastAt: at, gapsMinutes: rhythm.gapsMinutes }
  return { lastAt: at, gapsMinutes: [...rhythm.gapsMinutes, gap].slice(-GAPS_KEPT) }
}

/**
 * How long a source may say nothing, in minutes; null while its rhythm is not known. Learned: twice the gap that nine of ten of
 * its gaps do not exceed, and at least a day. Set by a person: that and half as long again, since nothing runs to the minute.
 */
export function allowedMinutes(
  gapsMinutes: readonly number[],
  { expectedMinutes, watched }: Expectation,
): number | null {
  if (!watched) return null
  if (expectedMinutes !== null) return Math.ceil(expectedMinutes * 1.5)
  if (gapsMinutes.length < GAPS_NEEDED) return null
  const sorted = gapsMinutes.toSorted((one, other) => one - other)
  const usual = sorted[Math.ceil(sorted.length * 0.9) - 1] as number
  return Math.max(SHORTEST_LEARNED_MINUTES, usual * 2)
}

/** From when on a source counts as silent unless it reports before; null: that cannot be told, or nothing is expected. */
export function silentAt(rhythm: Rhythm, expectation: Expectation): Date | null {
  const allowed = allowedMinutes(rhythm.gapsMinutes, expectation)
  return allowed === null ? null : new Date(rhythm.lastAt.getTime() + allowed * MINUTE_MS)
}

/** How often a source reports as a rule, in minutes: what was set, else the median of its gaps; null is not known. */
export function usualMinutes(gapsMinutes: readonly number[], expectedMinutes: number | null): number | null {
  if (expectedMinutes !== null) return expectedMinutes
  if (gapsMinutes.length < GAPS_NEEDED) return null
  return gapsMinutes.toSorted((one, other) => one - other)[Math.floor((gapsMinutes.length - 1) / 2)] as number
}

/** Whole units as people say them: `3 days`, `26 hours`. */
function told(minutes: number): string {
  const [amount, unit] = minutes >= 2 * DAY_MINUTES ? [minutes / DAY_MINUTES, 'day'] : [minutes / HOUR_MINUTES, 'hour']
  const whole = Math.max(1, Math.round(amount))
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}

/** What an issue says of a source that fell silent. */
export function silenceTold(stream: {
  source: string
  whole: boolean
  lastAt: Date
  gapsMinutes: readonly number[]
  expectedMinutes: number | null
}): string {
  const { source, whole, lastAt, gapsMinutes, expectedMinutes } = stream
  const usual = usualMinutes(gapsMinutes, expectedMinutes)
  const about = whole ? 'nothing about anything' : 'nothing about this'
  const last = `${source} has reported ${about} since ${lastAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`
  if (usual === null) return last
  return `${last} It ${expectedMinutes === null ? 'usually reports' : 'is expected'} every ${told(usual)}.`
}
