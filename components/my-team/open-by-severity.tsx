'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { issueFacetsOptions } from '../../lib/client/issues.ts'
import { SEVERITIES } from '../../lib/domain/severity.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Section } from '../ui/section.tsx'
import { SeverityBadge } from '../ui/severity-badge.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

/** How many open issues there are of each severity; each number leads to its rows. */
export function OpenBySeverity({ q }: { q: string }) {
  const { data, error, refetch } = useQuery(issueFacetsOptions(q))
  const counts = new Map(data?.facets.severity?.map(({ value, count }) => [value, count]))
  return (
    <Section title="Open by severity" note={data?.bounded ? 'at least' : undefined}>
      {error ? (
        <ErrorState what="the counts" error={error} onRetry={refetch} />
      ) : data ? (
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
          {SEVERITIES.map((severity) => (
            <div key={severity} className="flex items-center gap-2">
              <dt>
                <SeverityBadge severity={severity} />
              </dt>
              <dd>
                <Link href={`/issues?q=${encodeURIComponent(`${q} severity:${severity}`)}`} className="hover:underline">
                  {(counts.get(severity) ?? 0).toLocaleString('en-GB')}
                  <span className="sr-only"> open issues of severity {severity}</span>
                </Link>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <SkeletonLines label="Loading the counts" lines={1} />
      )}
    </Section>
  )
}
