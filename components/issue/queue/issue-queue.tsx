'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { issueOptions } from '../../../lib/client/issues.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { CoverageLine } from '../../coverage/coverage-line.tsx'
import { FacetBar } from '../../filters/facet-bar.tsx'
import { SearchBox } from '../../filters/search-box.tsx'
import { WaitingNote } from '../../ownership/waiting-note.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { nextPage } from '../../table/next-page.ts'
import type { RowKey } from '../../table/use-row-cursor.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useActionShortcuts } from '../actions/issue-action-bar.tsx'
import { IssueActionDialog } from '../actions/issue-action-dialog.tsx'
import { useAllMatching } from '../actions/use-all-matching.ts'
import { useBulkActions } from '../actions/use-bulk-actions.ts'
import { useIssueActions } from '../actions/use-issue-actions.ts'
import { BulkBar } from './bulk-bar.tsx'
import { QUEUE_COLUMNS } from './queue-columns.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueuePeek } from './queue-peek.tsx'
import { QueueTools } from './queue-tools.tsx'
import { useQueue } from './use-queue.ts'
import { useQueueUrl } from './use-queue-url.ts'

const NONE: ReadonlySet<RowKey> = new Set()

/** The queue: filters, the list by keyboard, one issue beside it, and what is done to one issue or several. */
export function IssueQueue({ defaultText }: { defaultText: string }) {
  const { q, sort, openId, setText, setSort, openIssue } = useQueueUrl(defaultText)
  const { list, rows, facets, total, fresh, showFresh } = useQueue(q, sort)
  const [selection, setSelection] = useState<ReadonlySet<RowKey>>(NONE)
  const [cursorId, setCursorId] = useState<number | null>(openId)

  const selected = rows.filter((row) => selection.has(row.id))
  const openRow = rows.find((row) => row.id === openId)
  const { data: openDetail } = useQuery({ ...issueOptions(openId ?? 0), enabled: openId !== null })
  const target = openId === null ? rows.find((row) => row.id === cursorId) : (openDetail ?? openRow)
  const actions = useIssueActions(target ?? null)
  const bulk = useBulkActions(selected)
  const all = useAllMatching(q, selected, bulk.allowed)
  const many = all.on ? all : bulk
  useActionShortcuts(selected.length > 0 ? many : actions, selected.length > 0 ? selected : target ? [target] : [])
  const clearSelection = () => {
    all.setOn(false)
    setSelection(NONE)
  }
  useEscape(openId === null && selection.size > 0 && many.asking === null, clearSelection)

  const move = (row: IssueRow) => {
    setCursorId(row.id)
    if (openId !== null) openIssue(row.id)
  }
  const peek = (row: IssueRow) => {
    setCursorId(row.id)
    openIssue(row.id)
  }
  return (
    <>
      <PageHeader
        title="Issues"
        actions={<QueueTools q={q} sort={sort} onSort={setSort} total={total} fresh={fresh} onFresh={showFresh} />}
      >
        <SearchBox value={q} onChange={setText} facets={facets?.facets} />
      </PageHeader>
      <FacetBar text={q} onChange={setText} facets={facets} />
      <CoverageLine about={['scans', 'gates', 'sensors']} />
      <WaitingNote text={q} onChange={setText} />
      {list.error && rows.length === 0 ? (
        <ErrorState what="the issues" error={list.error} onRetry={list.refetch} />
      ) : (
        <DataTable
          key={`${sort} ${q}`}
          label="Issues"
          columns={QUEUE_COLUMNS}
          rows={rows}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.title}
          loading={list.isPending}
          sort={sort}
          onSort={setSort}
          selection={{ keys: selection, onChange: setSelection }}
          activeKey={openId}
          onOpen={peek}
          onMove={move}
          more={nextPage(list)}
          empty={<QueueEmpty filtered={q !== ''} onClear={() => setText('')} />}
        />
      )}
      <BulkBar
        selected={selected}
        actions={bulk}
        onClear={clearSelection}
        matching={selected.length === rows.length && rows.length > 0 ? total : null}
        all={all}
      />
      <QueuePeek id={openId} row={openRow} actions={actions} onClose={() => openIssue(null)} />
      {target && <IssueActionDialog issues={[target]} asking={actions} />}
      <IssueActionDialog
        issues={selected}
        asking={all.on ? all : bulk}
        {...(all.on && total && { count: total.value })}
      />
    </>
  )
}

/** Escape outside of any field, menu or dialog. */
function useEscape(on: boolean, run: () => void): void {
  useEffect(() => {
    if (!on) return
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const elsewhere =
        target instanceof Element && target.closest('input:not([type=checkbox]), textarea, [role=dialog], [role=menu]')
      if (event.key === 'Escape' && !event.defaultPrevented && !elsewhere) run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
