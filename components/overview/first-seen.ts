import { formatFigure } from '../../lib/client/figure-format.ts'
import { rowsHref } from '../../lib/client/metrics.ts'
import type { Overview, Tally } from '../../lib/contract/overview.ts'
import { FIGURES, type FigureCode } from '../../lib/domain/metrics/definitions.ts'
import type { FigureLine } from './stage-column.tsx'

/** A line of issues by where they were first seen, out of all that were found in the period. */
export function firstSeen(overview: Overview, figure: FigureCode, where: string, count: Tally): FigureLine {
  const { build, deploy, runtime, period } = overview
  const found = build.firstSeen.now + deploy.firstSeen.now + runtime.firstSeen.now
  return {
    label: found === 0 ? `issues ${where}` : `of ${formatFigure('count', found)} issues found, ${where}`,
    definition: FIGURES[figure].definition,
    count,
    href: rowsHref({ figure, from: period.from, to: period.to }),
  }
}
