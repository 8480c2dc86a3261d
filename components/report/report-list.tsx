'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { formatBytes } from '../../lib/client/format-bytes.ts'
import { reportKeys } from '../../lib/client/query-keys.ts'
import { readReports, reportListOptions } from '../../lib/client/sources.ts'
import { formatDay } from '../../lib/client/time-format.ts'
import type { ReportRow } from '../../lib/contract/reports.ts'
import type { Column } from '../table/column.ts'
import { NewRows } from '../table/new-rows.tsx'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { useNews } from '../table/use-news.ts'
import { useNow } from '../ui/clock.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Narrowed } from '../ui/narrowed.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { Time } from '../ui/time.tsx'
import { ReportStatusBadge } from './report-status.tsx'
import { useReportFilter } from './use-report-filter.ts'

const OPTIONS = [
  { value: 'any', label: 'Any status' },
  { value: 'received', label: 'Waiting' },
  { value: 'processed', label: 'Processed' },
  { value: 'held', label: 'Held' },
  { value: 'quarantined', label: 'Quarantined' },
  { value: 'previewed', label: 'Previews' },
] as const

const COLUMNS: Column<ReportRow>[] = [
  { id: 'status', header: 'Status', width: 130, cell: ({ status }) => <ReportStatusBadge status={status} /> },
  {
    id: 'source',
    header: 'Report',
    width: 340,
    phone: 'title',
    cell: ({ id, format, subject, preview, status }) => (
      <Link href={`/sources/reports/${id}`} className="flex min-w-0 items-baseline gap-2 hover:underline">
        <span className="shrink-0">
          {format}
          {preview && status !== 'previewed' && <span className="text-muted"> preview</span>}
        </span>
        {subject !== '' && (
          <span className="min-w-0 text-muted">
            <MiddleTruncate text={subject} />
          </span>
        )}
      </Link>
    ),
  },
  {
    id: 'problem',
    header: 'What is wrong',
    width: null,
    cell: ({ problem }) =>
      problem ? <MiddleTruncate text={problem.message} /> : <span className="text-muted max-sm:hidden">–</span>,
  },
  {
    id: 'token',
    header: 'Sent with',
    width: 180,
    from: 'md',
    cell: ({ token }) => (token ? <MiddleTruncate text={token.name} /> : <span className="text-muted">–</span>),
  },
  { id: 'size', header: 'Size', width: 90, align: 'end', cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
  { id: 'received', header: 'Received', width: 110, cell: ({ receivedAt }) => <Time at={receivedAt} /> },
]

/** Reports that came in, newest first; those that wait for a person have their own filters. */
export function ReportList() {
  const router = useRouter()
  const { filter, isFiltered, setStatus, withPreviews, anyTime, clear } = useReportFilter()
  const now = useNow()
  const list = useInfiniteQuery(reportListOptions(filter))
  const rows = usePagedRows(list)
  const { fresh, showFresh } = useNews('sources', {
    queryKey: reportKeys.list(filter),
    read: () => readReports(filter),
  })
  return (
    <>
      <PageHeader title="Reports" actions={<NewRows count={fresh} onShow={showFresh} />}>
        <Select
          label="Status"
          options={OPTIONS}
          value={filter.status ?? 'any'}
          onChange={(value) => setStatus(value === 'any' ? null : value)}
          className="w-40!"
        />
        {filter.since && (
          <Narrowed by={`Since ${formatDay(Date.parse(filter.since), now, 'UTC')}`} onRemove={anyTime} />
        )}
        {filter.previews === false && <Narrowed by="No previews" onRemove={withPreviews} />}
      </PageHeader>
      <PagedTable
        what="reports"
        list={list}
        label="Reports"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${row.format} report${row.subject && ` of ${row.subject}`}, ${row.status}`}
        rowHeight={40}
        onOpen={(row) => router.push(`/sources/reports/${row.id}`)}
        clear={isFiltered ? clear : null}
        nothing={
          <NothingConnected title="No report came in yet" waiting="Waiting for the first report">
            Send one from CI:{' '}
            <Link href="/sources" className="underline underline-offset-4">
              Sources
            </Link>{' '}
            has the lines to copy.
          </NothingConnected>
        }
      />
    </>
  )
}
