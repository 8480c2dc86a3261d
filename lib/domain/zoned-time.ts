/** What clocks and calendars show in a place. `month` is 1…12, `weekday` 1 (Monday) … 7. */
export interface LocalTime {
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formats.set(zone, format)
  return format
}

export function localTime(instant: Date, zone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute, weekday: weekdayOf(year, month, day) }
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
}

/**
 * The instant at which clocks there show this minute of this day, which may lie outside its month (day 0 is the last of the month
 * before). A minute that the clocks skip is the first one after the gap; of one that they show twice it is the first.
 */
export function instantOf(year: number, month: number, day: number, minuteOfDay: number, zone: string): Date {
  const shown = Date.UTC(year, month - 1, day) + minuteOfDay * MINUTE_MS
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((at) => offsetMs(new Date(at), zone))
  const [before = 0, after = 0] = offsets
  // With the offset from before a change the first of two equal minutes is found; one that fits with neither is skipped.
  for (const offset of [before, after]) {
    const instant = new Date(shown - offset)
    if (offsetMs(instant, zone) === offset) return instant
  }
  return firstAfterGap(shown - after, before - after, zone)
}

/** Clocks jumped forward somewhere in the hour or so around this instant. */
function firstAfterGap(instantMs: number, change: number, zone: string): Date {
  const earliest = instantMs - Math.abs(change)
  const offset = offsetMs(new Date(earliest), zone)
  let low = Math.floor(earliest / MINUTE_MS)
  let high = Math.ceil((instantMs + Math.abs(change)) / MINUTE_MS)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMs(new Date(middle * MINUTE_MS), zone) === offset) low = middle
    else high = middle
  }
  return new Date(high * MINUTE_MS)
}

/** What clocks there show, less UTC. */
function offsetMs(instant: Date, zone: string): number {
  const { year, month, day, hour, minute } = localTime(instant, zone)
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS
}
