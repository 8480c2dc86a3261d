'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { imageListOptions } from '../../lib/client/images.ts'
import type { ImageSort } from '../../lib/contract/images.ts'
import { CoverageLine } from '../coverage/coverage-line.tsx'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { imageColumns } from './image-columns.tsx'
import { useImageFilter } from './use-image-filter.ts'

const SORT_OPTIONS = [
  { value: 'repository', label: 'By name' },
  { value: 'newest', label: 'Newest first' },
] as const satisfies readonly { value: ImageSort; label: string }[]

/** Every image that is known, with what runs, its open issues and what is known of it. */
export function ImageList() {
  const state = useImageFilter()
  const router = useRouter()
  const list = useInfiniteQuery(imageListOptions(state.filter))
  const rows = usePagedRows(list)
  const scale = Math.max(1, ...rows.map((row) => row.load))
  return (
    <>
      <PageHeader title="Images">
        <FilterInput label="Words of the name" value={state.filter.q ?? ''} onChange={state.setText} />
        <FilterInput label="Team" value={state.filter.team ?? ''} onChange={state.setTeam} width="w-36" />
        <Switch checked={state.filter.running ?? false} onChange={state.setRunning}>
          Only what runs now
        </Switch>
        <Switch checked={state.filter.neverScanned ?? false} onChange={state.setNeverScanned}>
          Never scanned
        </Switch>
        <Select options={SORT_OPTIONS} value={state.sort} onChange={state.setSort} label="Sort" className="w-34!" />
      </PageHeader>
      <CoverageLine about={['scans']} />
      <PagedTable
        what="images"
        list={list}
        label="Images"
        columns={imageColumns(scale)}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.repository}
        rowHeight={40}
        onOpen={(row) => router.push(`/images/${row.id}`)}
        clear={state.isFiltered ? state.clear : null}
        nothing={
          <NothingConnected title="No image is known yet" waiting="Waiting for the first scan or admission">
            Images appear when a scanner’s report names them, or when the API server asks about what runs them. Connect
            both under Sources.
          </NothingConnected>
        }
      />
    </>
  )
}
