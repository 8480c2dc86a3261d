import { changeOf, formatFigure } from '../../lib/client/figure-format.ts'
import { firstKnownStep } from '../../lib/client/metrics.ts'
import type { Metrics } from '../../lib/contract/metrics.ts'
import { AGE_DEFINITION, ageBucketLabel } from '../../lib/domain/metrics/age-buckets.ts'
import { addDays } from '../../lib/domain/metrics/day.ts'
import { type Basis, FIGURES, type FigureCode, type FigureDefinition } from '../../lib/domain/metrics/definitions.ts'
import { Sparkline } from '../ui/sparkline.tsx'
import { ScopeNote } from './scope-note.tsx'

const PRINTED: readonly FigureCode[] = [
  ...(['open', 'overdue', 'opened', 'reopened', 'regressions', 'fixed', 'handled', 'gone'] as const),
  ...(['excepted', 'dismissed', 'ttrMean', 'ttrMedian', 'ttrP90', 'toBuilt', 'toRolledOut'] as const),
  ...(['netResolveRate', 'slaCompliance', 'escapeRate'] as const),
]

/** One team on one page of paper: every figure with its definition, since paper has no hover. */
export function TeamReport({ name, metrics, as }: { name: string; metrics: Metrics; as: Basis }) {
  const { total, steps, period, ages } = metrics
  const known = steps.slice(firstKnownStep(metrics))
  const line = (key: 'open' | 'overdue' | 'opened' | 'remediated', words: string) => (
    <figure className="flex flex-col gap-1">
      <figcaption className="text-muted text-xs">{words}</figcaption>
      <Sparkline
        points={known.map((step) => ({ at: step.from, value: step[key] }))}
        from={period.from}
        to={addDays(period.to, 1)}
        label={`${words}: from ${known[0]?.[key] ?? 0} to ${known.at(-1)?.[key] ?? 0}`}
      />
    </figure>
  )
  return (
    <article className="break-after-page px-4 py-4 last:break-after-auto print:px-0">
      <h2 className="font-medium text-xl">{name}</h2>
      <ScopeNote metrics={metrics} as={as} />
      <div className="flex flex-wrap gap-x-8 gap-y-2 py-3">
        {line('open', 'Open')}
        {line('overdue', 'Overdue')}
        {line('opened', 'Opened')}
        {line('remediated', 'Remediated')}
      </div>
      <table className="w-full border-collapse text-left text-sm print:text-[9px] print:leading-3">
        <caption className="sr-only">Figures of {name}</caption>
        <thead>
          <tr className="border-line border-b text-muted text-xs">
            <th scope="col" className="pr-4 font-normal">
              Figure
            </th>
            <th scope="col" className="pr-4 text-right font-normal">
              Now
            </th>
            <th scope="col" className="pr-4 text-right font-normal">
              Before
            </th>
            <th scope="col" className="pr-4 font-normal">
              Change
            </th>
            <th scope="col" className="font-normal max-sm:hidden print:table-cell!">
              What it counts
            </th>
          </tr>
        </thead>
        <tbody>
          {PRINTED.map((code) => {
            const { title, unit, definition }: FigureDefinition = FIGURES[code]
            const text = (value: number | null) => (value === null ? 'not known' : formatFigure(unit, value))
            return (
              <tr key={code} className="border-line border-b align-baseline">
                <th scope="row" className="py-1 pr-4 font-normal">
                  {title}
                </th>
                <td className="whitespace-nowrap py-1 pr-4 text-right font-medium">{text(total.values[code])}</td>
                <td className="whitespace-nowrap py-1 pr-4 text-right text-muted">{text(total.previous[code])}</td>
                <td className="whitespace-nowrap py-1 pr-4 text-muted">
                  {changeOf(code, total.values[code], total.previous[code])?.text ?? ''}
                </td>
                <td className="py-1 text-muted text-xs max-sm:hidden print:table-cell! print:text-[8px] print:leading-[10px]">
                  {definition}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="pt-3 text-muted text-xs">
        {AGE_DEFINITION} {ages.map((age) => `${ageBucketLabel(age)}: ${formatFigure('count', age.issues)}`).join(' · ')}
      </p>
    </article>
  )
}
