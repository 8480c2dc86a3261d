import type { Metrics } from '../../lib/contract/metrics.ts'
import { type Basis, basisDefinition } from '../../lib/domain/metrics/definitions.ts'
import { Time } from '../ui/time.tsx'

/** Whose figures, of which days, against which, and how fresh. */
export function ScopeNote({ metrics, as }: { metrics: Metrics; as: Basis }) {
  const { scope, period, previous, since, countedUpTo } = metrics
  return (
    <p className="text-muted text-sm">
      {scope}, {period.from} to {period.to}, days in UTC, against {previous.from} to {previous.to}.{' '}
      {basisDefinition(as)}
      {since !== null && since > previous.from && ` Nothing is known from before ${since}.`}
      {countedUpTo !== null && (
        <>
          {' '}
          Counted up to <Time at={countedUpTo} />; what came since follows within a minute.
        </>
      )}
    </p>
  )
}
