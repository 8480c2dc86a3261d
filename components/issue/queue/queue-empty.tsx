'use client'

import { useQuery } from '@tanstack/react-query'
import { issueFacetsOptions } from '../../../lib/client/issues.ts'
import { sourcesOptions } from '../../../lib/client/sources.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { NothingConnected, NothingMatched } from '../../ui/empty-state.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'

/** Why there is no row: nothing reports yet, or nothing fits the filters. */
export function QueueEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const sources = useQuery(sourcesOptions)
  const everything = useQuery(issueFacetsOptions(''))
  if (sources.isPending || everything.isPending) {
    return (
      <div className="p-4">
        <SkeletonLines label="Looking for sources" lines={3} />
      </div>
    )
  }
  // Reports are forgotten after a while, the issues that came from them are not.
  const anyIssue = everything.data?.facets.is.some(({ count }) => count > 0) ?? true
  const connected = anyIssue || (sources.data?.rows.some((source) => source.lastAt !== null) ?? true)
  if (connected) return <NothingMatched what="issues" {...(filtered && { onClear })} />
  return (
    <NothingConnected title="Nothing reports to Plimsoll yet" waiting="Waiting for the first report">
      <p>Connect a scanner, the deploy gate or a runtime sensor; issues appear here as soon as one reports.</p>
      <ButtonLink href="/sources" variant="primary" className="mt-3">
        Connect a source
      </ButtonLink>
    </NothingConnected>
  )
}
