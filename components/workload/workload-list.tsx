'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { workloadListOptions } from '../../lib/client/workloads.ts'
import { CoverageLine } from '../coverage/coverage-line.tsx'
import { DataTable } from '../table/data-table.tsx'
import { nextPage } from '../table/next-page.ts'
import { NothingConnected, NothingMatched } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Switch } from '../ui/switch.tsx'
import { useWorkloadFilter } from './use-workload-filter.ts'
import { workloadColumns } from './workload-columns.tsx'

/** What runs, with its load, its open issues and what is known of its images. */
export function WorkloadList() {
  const { filter, isFiltered, setText, setTeam, setGone, clear } = useWorkloadFilter()
  const router = useRouter()
  const list = useInfiniteQuery(workloadListOptions(filter))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
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
      {list.error ? (
        <ErrorState what="the workloads" error={list.error} onRetry={list.refetch} />
      ) : (
        <DataTable
          label="Workloads"
          columns={workloadColumns(scale)}
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
              <NothingConnected title="No workload is known yet" waiting="Waiting for the first admission">
                Workloads appear when the API server asks the deploy gate about them. Connect a cluster under Sources.
              </NothingConnected>
            )
          }
        />
      )}
    </>
  )
}
