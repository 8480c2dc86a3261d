'use client'

import { useQuery } from '@tanstack/react-query'
import { coverageTotalsOptions } from '../../lib/client/coverage.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { CoverageList } from './coverage-list.tsx'
import { CoverageTotals } from './coverage-totals.tsx'
import { SourceStreams } from './source-streams.tsx'
import { UnscannedImages } from './unscanned-images.tsx'
import { useCoverageFilter } from './use-coverage-filter.ts'

/** What we know of what runs, from whom and how old; first of all what runs and was never scanned. */
export function CoveragePage({ mayManage }: { mayManage: boolean }) {
  const filter = useCoverageFilter()
  const totals = useQuery(coverageTotalsOptions)
  return (
    <>
      <PageHeader title="Coverage">
        <FilterInput label="Name, cluster or image" value={filter.filter.q ?? ''} onChange={filter.setText} />
        <FilterInput label="Team" value={filter.filter.team ?? ''} onChange={filter.setTeam} width="w-36" />
      </PageHeader>
      <div className="px-4">
        {totals.error ? (
          <ErrorState what="the coverage" error={totals.error} onRetry={totals.refetch} />
        ) : totals.data ? (
          <CoverageTotals totals={totals.data} />
        ) : (
          <SkeletonLines label="Reading the coverage" lines={3} />
        )}
        <UnscannedImages filter={filter.filter} running={totals.data?.build.of} />
        <SourceStreams mayManage={mayManage} />
      </div>
      <CoverageList {...filter} />
    </>
  )
}
