'use client'

import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Column } from './column.ts'
import { Gap } from './gap.tsx'
import { LoadMore } from './load-more.tsx'
import type { NextPage } from './next-page.ts'
import { SkeletonRows } from './skeleton-rows.tsx'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { type RowKey, useRowCursor } from './use-row-cursor.ts'
import { useRowWindow } from './use-row-window.ts'

export interface Selection {
  keys: ReadonlySet<RowKey>
  onChange: (keys: ReadonlySet<RowKey>) => void
}

/**
 * A dense list of rows: sticky head, sort by header, tick boxes, a cursor (j, k, arrows, Home, End), and only the rows
 * on screen in the page when there are many. Rows keep their place: show news with NewRows, never by inserting.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowLabel,
  rowHeight = 32,
  loading = false,
  sort,
  onSort,
  selection,
  activeKey = null,
  onOpen,
  onMove,
  more,
  empty,
}: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => RowKey
  /** A row's name for screen readers: its title. */
  rowLabel: (row: Row) => string
  rowHeight?: 32 | 40
  /** The first rows are not there yet. */
  loading?: boolean
  sort?: string
  onSort?: (sort: string) => void
  selection?: Selection
  /** The row that is open beside the list. */
  activeKey?: RowKey | null
  onOpen?: (row: Row) => void
  /** The cursor moved to this row. */
  onMove?: (row: Row) => void
  /** The next page, read when the end comes near. */
  more?: NextPage
  /** Shown in place of the table when there is no row. */
  empty?: ReactNode
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const scroll = useRef<(index: number) => void>(() => {})
  const toggle = (row: Row) => {
    if (!selection) return
    const keys = new Set(selection.keys)
    if (!keys.delete(rowKey(row))) keys.add(rowKey(row))
    selection.onChange(keys)
  }
  const {
    index: cursorIndex,
    moveTo,
    setCursor,
  } = useRowCursor({
    rows,
    rowKey,
    body,
    initial: activeKey,
    scrollTo: (index) => scroll.current(index),
    onOpen,
    onSelect: selection && toggle,
    onMove,
  })
  const shown = useRowWindow(rows.length, rowHeight, cursorIndex, body)
  useEffect(() => {
    scroll.current = shown.scrollTo
  })

  if (!loading && rows.length === 0) return empty

  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.target !== event.currentTarget) return
    const moves: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }
    const target = moves[event.key]
    if (target !== undefined) moveTo(target)
    else if (event.key === 'Enter' && onOpen) onOpen(row)
    else if (event.key === ' ' && selection) toggle(row)
    else return
    event.preventDefault()
  }

  const ticked = selection ? rows.filter((row) => selection.keys.has(rowKey(row))).length : 0
  return (
    <div className="@container">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus, which is what a grid is
        role="grid"
        aria-label={label}
        aria-busy={loading}
        aria-rowcount={more?.has ? -1 : rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        className="w-full border-separate border-spacing-0 max-sm:block sm:table-fixed print:table-auto"
      >
        <TableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          ticks={selection && { some: ticked > 0, all: ticked === rows.length }}
          onTickAll={(all) => selection?.onChange(new Set(all ? rows.map(rowKey) : []))}
        />
        <tbody ref={body} className="max-sm:block">
          {loading && <SkeletonRows columns={columns} ticks={Boolean(selection)} height={rowHeight} />}
          {shown.indexes.map((index, at) => {
            const row = rows[index]
            if (!row) return null
            const key = rowKey(row)
            return (
              <Fragment key={key}>
                <Gap height={shown.gaps[at]} />
                <TableRow
                  row={row}
                  index={index}
                  columns={columns}
                  height={rowHeight}
                  tabbable={index === cursorIndex}
                  active={key === activeKey}
                  selected={selection ? selection.keys.has(key) : null}
                  label={rowLabel(row)}
                  onFocus={() => setCursor(key)}
                  onOpen={onOpen && (() => onOpen(row))}
                  onSelect={() => toggle(row)}
                  onKeyDown={(event) => onKeyDown(event, row, index)}
                  measure={shown.measure}
                />
              </Fragment>
            )
          })}
          <Gap height={shown.gaps.at(-1)} />
        </tbody>
      </table>
      {more && rows.length > 0 && <LoadMore {...more} />}
    </div>
  )
}
