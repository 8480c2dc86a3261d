'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { PagedTable } from '../table/paged-table.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'

interface Workload {
  id: number
  namespace: string
  name: string
  cluster: { name: string }
}

type Given = 'what' | 'nothing' | 'rowKey' | 'rowLabel' | 'rowHeight' | 'onOpen'

/** A list of workloads, whatever its columns tell of them; a row opens the workload's page. */
export function WorkloadTable<Row extends Workload>(table: Omit<ComponentProps<typeof PagedTable<Row>>, Given>) {
  const router = useRouter()
  return (
    <PagedTable
      {...table}
      what="workloads"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.namespace}/${row.name} in ${row.cluster.name}`}
      rowHeight={40}
      onOpen={(row) => router.push(`/workloads/${row.id}`)}
      nothing={
        <NothingConnected title="No workload is known yet" waiting="Waiting for the first admission">
          Workloads appear when the API server asks the deploy gate about them. Connect a cluster under Sources.
        </NothingConnected>
      }
    />
  )
}
