import { clsx } from 'clsx'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Unknown } from '../../ui/unknown.tsx'
import { leversOf, signed } from './risk-levers.ts'

const OFFERED = 3

/** The risk as a sum, line by line, with what is not known in grey and what would lower it most. */
export function RiskSum({ issue: { breakdown, risk } }: { issue: IssueDetail }) {
  const { parts, unknown, total } = breakdown
  const levers = leversOf(breakdown).slice(0, OFFERED)
  return (
    <div className="flex max-w-[72ch] flex-col gap-3 text-sm">
      <ul aria-label="Parts of the risk" className="flex flex-col gap-1">
        {parts.map((part) => (
          <Line key={`${part.group} ${part.code}`} points={signed(part.points)} text={part.why} />
        ))}
        <Line points={`= ${total}`} text="of 100" strong />
      </ul>
      {risk !== total && (
        <p className="text-muted">
          The queue still sorts it by {risk}, as it was last stored; the sum is made from what is known now.
        </p>
      )}
      {levers.length > 0 && (
        <div>
          <h3 className="font-medium">What would lower it most</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {levers.map(({ what, points }) => (
              <Line key={what} points={signed(-points)} text={what} />
            ))}
          </ul>
        </div>
      )}
      {unknown.length > 0 && (
        <div>
          <h3 className="font-medium">Not known, so not counted</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {unknown.map(({ code, why }) => (
              <li key={code} className="flex gap-3">
                <span className="w-8 shrink-0 text-right text-unknown" aria-hidden="true">
                  ?
                </span>
                <Unknown>{why}</Unknown>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function Line({ points, text, strong = false }: { points: string; text: string; strong?: boolean }) {
  return (
    <li className={clsx('flex gap-3', strong && 'border-line border-t pt-1')}>
      <span className="w-8 shrink-0 whitespace-nowrap text-right font-medium">{points}</span>
      <span className={clsx('min-w-0 [overflow-wrap:anywhere]', strong && 'text-muted')}>{text}</span>
    </li>
  )
}
