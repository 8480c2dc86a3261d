import { formatSpan } from '../../lib/client/time-format.ts'
import type { Metrics } from '../../lib/contract/metrics.ts'
import { type Basis, basisDefinition } from '../../lib/domain/metrics/definitions.ts'
import { Time } from '../ui/time.tsx'

/** Whose figures, of which days, against which, and how fresh. */
export function ScopeNote({ metrics, as }: { metrics: Metrics; as: Basis }) {
  const { scope, period, previous, since, countedUpTo, today } = metrics
  const now = Date.parse(today)
  return (
    <p className="text-muted text-sm">
      {scope}, {formatSpan(period.from, period.to, now)}, days in UTC, against{' '}
      {formatSpan(previous.from, previous.to, now)}. {basisDefinition(as)}
      {since !== null && since > previous.from && ` Nothing is known from before ${formatSpan(since, since, now)}.`}
      {countedUpTo !== null && (
        <>
          {' '}
          Counted up to <Time at={countedUpTo} />; what came since follows within a minute.
        </>
      )}
    </p>
  )
}
