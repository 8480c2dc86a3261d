'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { coverageListOptions } from '../../lib/client/coverage.ts'
import { usePagedRows } from '../table/paged-table.tsx'
import { Select } from '../ui/select.tsx'
import { WorkloadTable } from '../workload/workload-table.tsx'
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
  const list = useInfiniteQuery(coverageListOptions(filter))
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
      <WorkloadTable
        label="Coverage of workloads"
        columns={coverageColumns()}
        list={list}
        rows={usePagedRows(list)}
        clear={isFiltered ? clear : null}
      />
    </section>
  )
}
