'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { workloadListOptions } from '../../lib/client/workloads.ts'
import { CoverageLine } from '../coverage/coverage-line.tsx'
import { usePagedRows } from '../table/paged-table.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Switch } from '../ui/switch.tsx'
import { useWorkloadFilter } from './use-workload-filter.ts'
import { workloadColumns } from './workload-columns.tsx'
import { WorkloadTable } from './workload-table.tsx'

/** What runs, with its load, its open issues and what is known of its images. */
export function WorkloadList() {
  const { filter, isFiltered, setText, setTeam, setGone, clear } = useWorkloadFilter()
  const list = useInfiniteQuery(workloadListOptions(filter))
  const rows = usePagedRows(list)
  const scale = Math.max(1, ...rows.map((row) => row.load))
  return (
    <>
      <PageHeader title="Workloads">
        <FilterInput label="Name, namespace or cluster" value={filter.q ?? ''} onChange={setText} />
        <FilterInput label="Team" value={filter.team ?? ''} onChange={setTeam} width="w-36" />
        <Switch checked={filter.gone ?? false} onChange={setGone}>
          Also those that are gone
        </Switch>
      </PageHeader>
      <CoverageLine about={['scans', 'gates', 'sensors']} />
      <WorkloadTable
        label="Workloads"
        columns={workloadColumns(scale)}
        list={list}
        rows={rows}
        clear={isFiltered ? clear : null}
      />
    </>
  )
}
