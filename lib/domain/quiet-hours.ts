import { instantOf, localTime } from './zoned-time.ts'

/** When a route tells. Minutes are of the day, as clocks show them in `timeZone`. */
export interface RouteTiming {
  /** An IANA name. */
  timeZone: string
  rhythm:
    | { every: 'event' }
    | { every: 'hour' }
    | { every: 'day'; minute: number }
    | { every: 'week'; weekday: number; minute: number }
  quiet: QuietHours | null
}

export interface QuietHours {
  /** The same minute twice is the whole day; an end before the start is on the next day. */
  fromMinute: number
  untilMinute: number
  /** Saturdays and Sundays as a whole. */
  weekends: boolean
  /** What is critical is told all the same. */
  exceptCritical: boolean
}

const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000
/** Longer than any run of quiet days: a weekend between two nights. */
const SEARCHED_DAYS = 10

/** When something that happened at `at` is told: at once, or at the next time of its digest; after the quiet hours in both. */
export function tellAt(timing: RouteTiming, at: Date, critical: boolean): Date {
  const next = nextInRhythm(timing, at)
  if (timing.quiet === null || (critical && timing.quiet.exceptCritical)) return next
  return afterQuiet(timing.quiet, timing.timeZone, next)
}

/** The next time of the digest after `at`; `at` itself where each event is told. */
function nextInRhythm({ rhythm, timeZone }: RouteTiming, at: Date): Date {
  if (rhythm.every === 'event') return at
  const { year, month, day } = localTime(at, timeZone)
  if (rhythm.every === 'hour') return nextHour(at, timeZone)
  for (let ahead = 0; ahead <= SEARCHED_DAYS; ahead++) {
    const instant = instantOf(year, month, day + ahead, rhythm.minute, timeZone)
    if (instant <= at) continue
    if (rhythm.every === 'day' || localTime(instant, timeZone).weekday === rhythm.weekday) return instant
  }
  throw new Error(`${timeZone} has no such weekday: ${JSON.stringify(rhythm)}`)
}

/** The next full hour as clocks there show it: some zones are half an hour apart. */
function nextHour(at: Date, zone: string): Date {
  const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS
  for (let minutes = 1; minutes <= 3 * 60; minutes++) {
    const instant = new Date(whole + minutes * MINUTE_MS)
    if (localTime(instant, zone).minute === 0) return instant
  }
  return new Date(whole + 60 * MINUTE_MS)
}

export function isQuiet(quiet: QuietHours, zone: string, at: Date): boolean {
  const { hour, minute, weekday } = localTime(at, zone)
  if (quiet.weekends && weekday >= 6) return true
  const now = hour * 60 + minute
  const { fromMinute: from, untilMinute: until } = quiet
  return from < until ? now >= from && now < until : now >= from || now < until
}

/** The first instant from `at` on that is not quiet; `at` itself where there is none within days. */
function afterQuiet(quiet: QuietHours, zone: string, at: Date): Date {
  if (!isQuiet(quiet, zone, at)) return at
  const { year, month, day } = localTime(at, zone)
  const ends = quiet.weekends ? [quiet.untilMinute, 0] : [quiet.untilMinute]
  for (let ahead = 0; ahead <= SEARCHED_DAYS; ahead++) {
    const candidates = ends
      .map((minute) => instantOf(year, month, day + ahead, minute % DAY_MINUTES, zone))
      .sort((one, other) => one.getTime() - other.getTime())
    for (const instant of candidates) if (instant > at && !isQuiet(quiet, zone, instant)) return instant
  }
  return at
}
