'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { apiUrl } from '../../lib/client/api.ts'
import { fixListOptions } from '../../lib/client/fixes.ts'
import { EFFORTS, FIX_KINDS } from '../../lib/domain/fix/words.ts'
import { PagedTable, usePagedRows } from '../table/paged-table.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { FilterInput } from '../ui/filter-input.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { fixColumns } from './fix-columns.tsx'
import { EFFORT_WORDS, KIND_WORDS, RANK_MEANING, STATUS_WORDS } from './fix-words.ts'
import { STATUS_CHOICES, type StatusChoice, useFixFilter } from './use-fix-filter.ts'

const STATUS_OPTIONS = STATUS_CHOICES.map((value) => ({ value, label: statusLabel(value) }))
const KIND_OPTIONS = [
  { value: '', label: 'Every kind' },
  ...FIX_KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
] as const
const EFFORT_OPTIONS = [
  { value: '', label: 'Every effort' },
  ...EFFORTS.map((value) => ({ value, label: EFFORT_WORDS[value] })),
] as const

function statusLabel(status: StatusChoice): string {
  if (status === 'going-on') return 'To do'
  return status === 'done' ? 'Done' : STATUS_WORDS[status]
}

/** Which changes remove the most risk for the effort; what is done, by when. */
export function FixList() {
  const state = useFixFilter()
  const router = useRouter()
  const list = useInfiniteQuery(fixListOptions(state.filter))
  const rows = usePagedRows(list)
  const total = list.data?.pages[0]?.total
  const scale = Math.max(1, ...rows.map((row) => row.load))
  return (
    <>
      <PageHeader
        title="Fixes"
        actions={
          <ExportMenu
            what="these fixes"
            url={(format) => apiUrl('/api/v1/fixes/export', { ...state.filter, format })}
          />
        }
      >
        <Select
          options={STATUS_OPTIONS}
          value={state.status}
          onChange={state.setStatus}
          label="Status"
          className="w-36!"
        />
        <Select
          options={KIND_OPTIONS}
          value={state.filter.kind ?? ''}
          onChange={(kind) => state.setKind(kind || null)}
          label="Kind"
          className="w-36!"
        />
        <Select
          options={EFFORT_OPTIONS}
          value={state.filter.effort ?? ''}
          onChange={(effort) => state.setEffort(effort || null)}
          label="Effort"
          className="w-32!"
        />
        <FilterInput label="Team" value={state.filter.team ?? ''} onChange={state.setTeam} width="w-36" />
        {total && (
          <span className="text-muted text-sm">
            <DefinedNumber
              value={`${total.value.toLocaleString('en-GB')}${total.bounded ? '+' : ''}`}
              definition={state.status === 'done' ? 'Fixes that the scans confirmed, the newest first' : RANK_MEANING}
            />{' '}
            {total.value === 1 ? 'fix' : 'fixes'}
          </span>
        )}
      </PageHeader>
      <PagedTable
        what="fixes"
        list={list}
        label="Fixes"
        columns={fixColumns(scale)}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.title}
        rowHeight={40}
        onOpen={(row) => router.push(`/fixes/${row.id}`)}
        clear={state.isFiltered ? state.clear : null}
        nothing={
          <NothingConnected title="There is nothing to fix" waiting="Waiting for the first scan with a known fix">
            Fixes appear when open issues have a change in common that closes them: an upgrade, a newer base image, a
            patch, a tool to remove, a secret to rotate. Connect a scanner under Sources.
          </NothingConnected>
        }
      />
    </>
  )
}
