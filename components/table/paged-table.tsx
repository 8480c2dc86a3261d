'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { NothingMatched } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { DataTable } from './data-table.tsx'
import { nextPage } from './next-page.ts'

/** The rows of all pages that were read so far. */
export function usePagedRows<Row>(list: Pick<UseInfiniteQueryResult<InfiniteData<{ rows: Row[] }>>, 'data'>): Row[] {
  return useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
}

/** The table of a list that is read page by page: why it cannot be read, or that nothing is in it, stands in its place. */
export function PagedTable<Row>({
  what,
  list,
  clear,
  nothing,
  ...table
}: Omit<ComponentProps<typeof DataTable<Row>>, 'loading' | 'more' | 'empty'> & {
  /** What the rows are: `workloads`. */
  what: string
  list: UseInfiniteQueryResult
  /** Takes the filters away; null where there are none. */
  clear: (() => void) | null
  /** Shown in place of the table when there is no row without any filter. */
  nothing: ReactNode
}) {
  // Below the rows that are there stands why the next page could not be read.
  if (list.error && !list.isFetchNextPageError)
    return <ErrorState what={`the ${what}`} error={list.error} onRetry={list.refetch} />
  return (
    <DataTable
      {...table}
      loading={list.isPending}
      more={nextPage(list)}
      empty={clear ? <NothingMatched what={what} onClear={clear} /> : nothing}
    />
  )
}
