'use client'

import { formatFigure } from '../../lib/client/figure-format.ts'
import { firstKnownStep, type MetricRowsFilter, rowsHref } from '../../lib/client/metrics.ts'
import { formatSpan } from '../../lib/client/time-format.ts'
import type { Metrics, MetricsStep } from '../../lib/contract/metrics.ts'
import { AGE_DEFINITION, ageBucketLabel } from '../../lib/domain/metrics/age-buckets.ts'
import { FIGURES, type FigureCode } from '../../lib/domain/metrics/definitions.ts'
import { Chart } from '../charts/chart.tsx'
import type { ChartData } from '../charts/series.ts'

const count = (value: number) => formatFigure('count', value)
const duration = (value: number) => formatFigure('seconds', value)
/** "12 d", or "5 h" below two days. */
const durationTick = (seconds: number) =>
  seconds >= 2 * 86_400 || seconds === 0 ? `${Math.round(seconds / 86_400)} d` : `${Math.round(seconds / 3600)} h`
const NONE_REMEDIATED = 'No issue was remediated in this period.'

/** A step, empty where nothing is known of it. */
type Point = Pick<MetricsStep, 'from' | 'to'> & Partial<MetricsStep>

/** Every chart of Trends, from one answer. */
export function TrendCharts({ metrics, scope }: { metrics: Metrics; scope: Omit<MetricRowsFilter, 'figure'> }) {
  const { ages, total, period, today } = metrics
  const now = Date.parse(today)
  const known = firstKnownStep(metrics)
  const steps = metrics.steps.map((step, at): Point => (at < known ? { from: step.from, to: step.to } : step))
  const { days: _days, ...filter } = scope
  const rowsOf = (figure: FigureCode, { from, to }: Point) => rowsHref({ ...filter, figure, from, to })
  const overTime = (
    form: 'bars' | 'lines',
    format: (value: number) => string,
    series: ChartData<Point>['series'],
    figures: Partial<Record<keyof Point, FigureCode>>,
  ): ChartData<Point> => ({
    ...{ points: steps, labelOf: ({ from, to }: Point) => formatSpan(from, to, now), form, format, series },
    formatTick: format === duration ? durationTick : format,
    hrefOf: (step, key) => {
      const figure = figures[key]
      return figure ? rowsOf(figure, step) : null
    },
  })
  const values = total.values
  const of = (code: FigureCode) =>
    values[code] === null ? 'not known' : formatFigure(FIGURES[code].unit, values[code]!)
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <Chart
        title="Opened against remediated"
        definition={`Opened or came back: opened for the first time, reopened, or no longer excepted or dismissed. ${FIGURES.remediated.definition} Left otherwise: closed by hand, gone, quiet or merged, excepted or dismissed.`}
        summary={`${of('opened')} opened and ${of('remediated')} remediated in the period.`}
        chart={overTime(
          'bars',
          count,
          [
            { key: 'opened', label: 'Opened or came back', colour: 'warn', pattern: 'striped' },
            { key: 'remediated', label: 'Remediated', colour: 'accent', pattern: 'solid' },
            { key: 'otherwise', label: 'Left otherwise', colour: 'muted', pattern: 'dotted' },
          ],
          { remediated: 'remediated' },
        )}
      />
      <Chart
        title="Open and overdue"
        definition={`${FIGURES.open.definition} ${FIGURES.overdue.definition}`}
        summary={`${of('open')} open and ${of('overdue')} overdue at the end.`}
        chart={overTime(
          'lines',
          count,
          [
            { key: 'open', label: 'Open', colour: 'accent', pattern: 'solid' },
            { key: 'overdue', label: 'Overdue', colour: 'danger', pattern: 'striped' },
          ],
          {},
        )}
      />
      <Chart
        title="Time to remediation"
        {...(values.ttrMedian === null && { notYet: NONE_REMEDIATED })}
        definition={`${FIGURES.ttrMedian.definition} ${FIGURES.ttrP90.definition}`}
        summary={`Median ${of('ttrMedian')}, 90th percentile ${of('ttrP90')}.`}
        chart={overTime(
          'lines',
          duration,
          [
            { key: 'ttrMedian', label: 'Median', colour: 'accent', pattern: 'solid' },
            { key: 'ttrP90', label: '90th percentile', colour: 'warn', pattern: 'striped' },
          ],
          { ttrMedian: 'ttrMedian', ttrP90: 'ttrP90' },
        )}
      />
      <Chart
        title="Where the time goes"
        {...(values.ttrMedian === null && { notYet: NONE_REMEDIATED })}
        definition={`${FIGURES.toBuilt.definition} ${FIGURES.toRolledOut.definition}`}
        summary={`${of('toBuilt')} until a fix was built, ${of('toRolledOut')} more until it was rolled out, on average.`}
        chart={overTime(
          'bars',
          duration,
          [
            { key: 'toBuilt', label: 'Detected to fix built', colour: 'build', pattern: 'solid', stack: 'time' },
            {
              key: 'toRolledOut',
              label: 'Fix built to rolled out',
              colour: 'deploy',
              pattern: 'striped',
              stack: 'time',
            },
          ],
          { toBuilt: 'toBuilt', toRolledOut: 'toRolledOut' },
        )}
      />
      <Chart
        title="Age of what is open now"
        definition={AGE_DEFINITION}
        summary={ages.map((age) => `${ageBucketLabel(age)}: ${age.issues}`).join('; ')}
        chart={{
          points: ages,
          labelOf: ageBucketLabel,
          shortOf: ({ from, to }) => (to === null ? `${from} d+` : `${from}–${to - 1} d`),
          form: 'bars',
          format: count,
          formatTick: count,
          series: [{ key: 'issues', label: 'Open', colour: 'accent', pattern: 'solid' }],
          hrefOf: (age) => rowsHref({ ...filter, figure: 'open', age: ages.indexOf(age), from: today, to: today }),
        }}
      />
      <Chart
        title="Where issues were first seen"
        definition={FIGURES.escapeRate.definition}
        summary={`${of('firstAtBuild')} at build, ${of('firstAtDeploy')} at deploy, ${of('firstAtRuntime')} at runtime: an escape rate of ${of('escapeRate')}, ${formatSpan(period.from, period.to, now)}.`}
        chart={overTime(
          'bars',
          count,
          [
            { key: 'firstAtBuild', label: 'Build', colour: 'build', pattern: 'solid', stack: 'stage' },
            { key: 'firstAtDeploy', label: 'Deploy', colour: 'deploy', pattern: 'striped', stack: 'stage' },
            { key: 'firstAtRuntime', label: 'Runtime', colour: 'runtime', pattern: 'dotted', stack: 'stage' },
          ],
          { firstAtBuild: 'firstAtBuild', firstAtDeploy: 'firstAtDeploy', firstAtRuntime: 'firstAtRuntime' },
        )}
      />
    </div>
  )
}
