const DAY_MS = 86_400_000

/** A day in UTC as YYYY-MM-DD. */
export type Day = string

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10)
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS))
}

/** Whole days from one day to another; negative when the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

export function laterDay(one: Day, other: Day): Day {
  return one >= other ? one : other
}

export function earlierDay(one: Day, other: Day): Day {
  return one <= other ? one : other
}

/** First and last day, both inside. */
export interface Period {
  from: Day
  to: Day
}

/** Today and the days before, so many together. */
export function lastDays(days: number, now: Date): Period {
  const to = dayOf(now)
  return { from: addDays(to, 1 - days), to }
}

export function lengthOf({ from, to }: Period): number {
  return daysBetween(from, to) + 1
}

/** The period of the same length that ends the day before. */
export function previousOf(period: Period): Period {
  const to = addDays(period.from, -1)
  return { from: addDays(to, 1 - lengthOf(period)), to }
}

/** Every day of a period, in order. */
export function daysOf(period: Period): Day[] {
  return Array.from({ length: lengthOf(period) }, (_, at) => addDays(period.from, at))
}
