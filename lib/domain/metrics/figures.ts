import type { Measure, Sums } from './cells.ts'
import { FIGURE_CODES, type FigureCode } from './definitions.ts'

/** What is known of a period beside the sums of its days. */
export interface Standing {
  /** At the end of the period. */
  open: number
  overdue: number
  /** Seconds; null where nothing was remediated. */
  median: number | null
  p90: number | null
}

/** A value of each figure; null is not known: there is nothing to divide by. */
export type FigureValues = Record<FigureCode, number | null>

const RESOLVED = ['fixed', 'handled', 'resolved', 'gone', 'quiet', 'excepted', 'dismissed'] as const satisfies Measure[]

/** The one place where sums become figures; lib/domain/metrics/definitions.ts says in words what happens here. */
export function figuresOf(sums: Sums, standing: Standing): FigureValues {
  const remediated = sums.fixed + sums.handled
  const escaped = sums.deploy + sums.runtime
  const special: Partial<FigureValues> = {
    open: standing.open,
    overdue: standing.overdue,
    remediated,
    ttrMean: share(sums.ttrSeconds, remediated),
    ttrMedian: standing.median,
    ttrP90: standing.p90,
    toBuilt: share(sums.builtSeconds, sums.builtKnown),
    toRolledOut: share(sums.rolledOutSeconds, sums.rolledOutKnown),
    netResolveRate: share(
      RESOLVED.reduce((total, measure) => total + sums[measure], 0),
      sums.opened + sums.reopened + sums.returned,
    ),
    slaCompliance: share(sums.inTime, sums.inTime + sums.late + standing.overdue),
    escapeRate: share(escaped, sums.build + escaped),
    firstAtBuild: sums.build,
    firstAtDeploy: sums.deploy,
    firstAtRuntime: sums.runtime,
  }
  return Object.fromEntries(
    FIGURE_CODES.map((code) => [code, code in special ? special[code] : sums[code as Measure]]),
  ) as FigureValues
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
