/** The days of one place: its time zone, and on which days nobody works there. */
export interface CalendarSettings {
  /** IANA name, as `Europe/Berlin`. */
  timeZone: string
  /** ISO dates on which nobody works. */
  holidays: readonly string[]
}

/** Days are numbered from 1970-01-01 as day 0, in the zone's own reckoning. */
export interface Calendar {
  dayOf(ms: number): number
  /** The last millisecond of a day there: a day may have 23 or 25 hours. */
  endOfDay(day: number): number
  /** Monday to Friday, and no holiday. */
  isWorkday(day: number): boolean
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** No zone changes its offset between two such marks. */
const MARK_MS = 15 * MINUTE_MS
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What was worked out once is kept: issues of one report share their days. */
export function calendarOf({ timeZone, holidays }: CalendarSettings): Calendar {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsets = new Map<number, number>()
  const ends = new Map<number, number>()
  const free = new Set(holidays.map((date) => Date.parse(date) / DAY_MS))

  /** Milliseconds by which the clocks there are ahead of UTC. */
  function offsetAt(ms: number): number {
    const mark = Math.floor(ms / MARK_MS) * MARK_MS
    const known = offsets.get(mark)
    if (known !== undefined) return known
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(mark)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - mark
    offsets.set(mark, offset)
    return offset
  }

  const dayOf = (ms: number) => Math.floor((ms + offsetAt(ms)) / DAY_MS)

  return {
    dayOf,
    endOfDay(day) {
      const known = ends.get(day)
      if (known !== undefined) return known
      const midnight = (day + 1) * DAY_MS
      // Where the clocks are changed about midnight, the later of both that is still of the day.
      const candidates = [offsetAt(midnight - DAY_MS), offsetAt(midnight + DAY_MS)].map((ahead) => midnight - ahead - 1)
      const end = Math.max(...candidates.filter((ms) => dayOf(ms) <= day))
      ends.set(day, end)
      return end
    },
    isWorkday: (day) => {
      const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7
      return weekday !== 0 && weekday !== 6 && !free.has(day)
    },
  }
}

/** The day that is so many days after a day; with `workdays` only those on which somebody works count. */
export function dayAfter(calendar: Calendar, day: number, days: number, workdays: boolean): number {
  if (!workdays) return day + days
  let at = day
  for (let left = days; left > 0; ) {
    at += 1
    if (calendar.isWorkday(at)) left -= 1
  }
  return at
}
