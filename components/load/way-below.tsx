'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { wayBelowOptions } from '../../lib/client/load.ts'
import type { WayBelow as Way } from '../../lib/contract/load.ts'
import type { LoadKind } from '../../lib/domain/load-line.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

/** What brings something under its load line: the fixes in the order in which they help, each with what is left after it. */
export function WayBelow({ kind, id, namespace = '' }: { kind: LoadKind; id: number; namespace?: string }) {
  const { data, error, refetch } = useQuery(wayBelowOptions(kind, id, namespace))
  if (error) return <ErrorState what="the fixes" error={error} onRetry={refetch} />
  if (!data) return <SkeletonLines label="Reading the fixes" lines={2} />
  return (
    <div className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">{headingOf(data)}</h3>
      {data.steps.length > 0 && (
        <ol className="flex list-decimal flex-col gap-1 pl-5">
          {data.steps.map(({ fix, removes, left }) => (
            <li key={fix.id}>
              <Link href={`/fixes/${fix.id}`} className="underline underline-offset-4">
                {fix.title}
              </Link>{' '}
              <span className="text-muted">
                takes {removes.toFixed(1)} away ({fix.issues.toLocaleString('en-GB')}{' '}
                {fix.issues === 1 ? 'issue' : 'issues'}), {left.toFixed(1)} left
              </span>
            </li>
          ))}
        </ol>
      )}
      {data.withoutFix >= 0.1 && (
        <p className="text-muted">
          {data.withoutFix.toFixed(1)} of the load is of issues for which no fix is known yet.
        </p>
      )}
    </div>
  )
}

function headingOf({ load, limit, steps, reaches }: Way): string {
  if (limit === null) return steps.length > 0 ? 'What takes most load away' : 'No fix is known that takes load away'
  if (load <= limit) return 'It is on or below its line'
  if (steps.length === 0) return 'No fix is known that brings it under the line'
  return reaches ? 'What brings it under the line' : 'All known fixes together do not bring it under the line'
}
