import { noSums, type Sums } from '../../domain/metrics/cells.ts'
import { type Period, previousOf } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import { type FigureValues, figuresOf } from '../../domain/metrics/figures.ts'
import type { Db } from '../../store/database.ts'
import { type RemediationTimes, remediationTimes } from '../../store/metrics/remediation-times.ts'
import type { StoredScope } from '../../store/metrics/scope.ts'
import { standingBefore } from '../../store/metrics/standing-before.ts'
import { sumsOf } from '../../store/metrics/sums.ts'

/** A period beside the one before it. */
export interface Compared {
  values: FigureValues
  previous: FigureValues
  /** When the period itself began. */
  openBefore: number
  overdueBefore: number
}

export const NOTHING: Compared = (() => {
  const values = figuresOf(noSums(), { open: 0, overdue: 0, median: null, p90: null })
  return { values, previous: values, openBefore: 0, overdueBefore: 0 }
})()

/** The figures of a period and of the one before, by the stored values of a dimension; by '' for all together. */
export async function compare(
  db: Db,
  scope: StoredScope,
  period: Period,
  by: Dimension | null,
): Promise<Map<string, Compared>> {
  const since = previousOf(period).from
  const [sums, before, times] = await Promise.all([
    sumsOf(db, scope, { period, since, by }),
    standingBefore(db, scope, since, by),
    remediationTimes(db, scope, { period, since, by }),
  ])
  const found = new Map<string, Compared>()
  for (const key of new Set([...sums, ...before].map((row) => row.key))) {
    const sumsIn = (current: boolean) => sums.find((row) => row.key === key && row.current === current) ?? noSums()
    const start = before.find((row) => row.key === key) ?? { open: 0, overdue: 0 }
    const previous = ended(start, sumsIn(false))
    found.set(key, {
      previous: figuresOf(sumsIn(false), { ...previous, ...timesOf(times, key, false) }),
      values: figuresOf(sumsIn(true), { ...ended(previous, sumsIn(true)), ...timesOf(times, key, true) }),
      openBefore: previous.open,
      overdueBefore: previous.overdue,
    })
  }
  return found
}

function ended(start: { open: number; overdue: number }, { openDelta, overdueDelta }: Sums) {
  return { open: start.open + openDelta, overdue: start.overdue + overdueDelta }
}

function timesOf(times: readonly RemediationTimes[], key: string, current: boolean) {
  const found = times.find((row) => row.key === key && row.current === current)
  return { median: found?.median ?? null, p90: found?.p90 ?? null }
}
