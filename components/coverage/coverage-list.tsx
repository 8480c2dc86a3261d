'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { coverageListOptions } from '../../lib/client/coverage.ts'
import { DataTable } from '../table/data-table.tsx'
import { nextPage } from '../table/next-page.ts'
import { NothingConnected, NothingMatched } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Select } from '../ui/select.tsx'
import { coverageColumns } from './coverage-columns.tsx'
import type { useCoverageFilter } from './use-coverage-filter.ts'

const GAPS = [
  { value: 'all', label: 'All workloads' },
  { value: 'build', label: 'Build not or partly known' },
  { value: 'deploy', label: 'Deploy not known' },
  { value: 'runtime', label: 'Runtime not known' },
] as const

/** Every workload with what is known of it at each stage. */
export function CoverageList({ filter, isFiltered, setGap, clear }: ReturnType<typeof useCoverageFilter>) {
  const router = useRouter()
  const list = useInfiniteQuery(coverageListOptions(filter))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section aria-labelledby="coverage-workloads">
      <div className="flex flex-wrap items-center gap-3 border-line border-t px-4 py-3">
        <h2 id="coverage-workloads" className="font-medium text-base">
          Workloads
        </h2>
        <Select
          className="w-56"
          label="What is missing"
          options={GAPS}
          value={filter.gap ?? 'all'}
          onChange={(value) => setGap(value === 'all' ? null : value)}
        />
      </div>
      {list.error ? (
        <ErrorState what="the workloads" error={list.error} onRetry={list.refetch} />
      ) : (
        <DataTable
          label="Coverage of workloads"
          columns={coverageColumns()}
          rows={rows}
          rowKey={(row) => row.id}
          rowLabel={(row) => `${row.namespace}/${row.name} in ${row.cluster.name}`}
          rowHeight={40}
          loading={list.isPending}
          onOpen={(row) => router.push(`/workloads/${row.id}`)}
          more={nextPage(list)}
          empty={
            isFiltered ? (
              <NothingMatched what="workloads" onClear={clear} />
            ) : (
              <NothingConnected title="Nothing is known to run" waiting="Waiting for the first admission">
                Workloads appear when the API server asks the deploy gate about them. Connect a cluster under Sources.
              </NothingConnected>
            )
          }
        />
      )}
    </section>
  )
}
