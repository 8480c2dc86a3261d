import { addDays, type Day, earlierDay, lengthOf, type Period } from './day.ts'

/** Longer periods are drawn by the week, which is what is left of a line when 90 points share a phone's width. */
const DAILY_UP_TO = 31

/** The points of a chart: each day of a short period, else each seven days; the last may be shorter. */
export function stepsOf(period: Period): { days: number; steps: { from: Day; to: Day }[] } {
  const length = lengthOf(period)
  const days = length <= DAILY_UP_TO ? 1 : 7
  const steps = Array.from({ length: Math.ceil(length / days) }, (_, at) => {
    const from = addDays(period.from, at * days)
    const to = addDays(from, days - 1)
    return { from, to: earlierDay(to, period.to) }
  })
  return { days, steps }
}
