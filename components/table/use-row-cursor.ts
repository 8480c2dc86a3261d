import { type RefObject, useRef, useState } from 'react'
import { useShortcuts } from '../../lib/client/use-shortcuts.ts'

export type RowKey = string | number

interface RowCursor {
  cursor: RowKey | null
  /** Index of the cursor's row; 0 when it is nowhere, so that Tab always reaches a row. */
  index: number
  moveTo: (index: number) => void
  setCursor: (key: RowKey) => void
}

/**
 * The keyboard's place in a list. It is kept by the row's key and not by its position, so that it stays on its row when
 * others come and go.
 */
export function useRowCursor<Row>({
  rows,
  rowKey,
  body,
  initial,
  scrollTo,
  onOpen,
  onSelect,
  onMove,
}: {
  rows: readonly Row[]
  rowKey: (row: Row) => RowKey
  body: RefObject<HTMLTableSectionElement | null>
  /** Where it starts: the row that the address says is open. */
  initial: RowKey | null
  /** Brings a row on the page that is not rendered, before it is focused. */
  scrollTo: (index: number) => void
  onOpen: ((row: Row) => void) | undefined
  onSelect: ((row: Row) => void) | undefined
  onMove: ((row: Row) => void) | undefined
}): RowCursor {
  const [cursor, setCursor] = useState<RowKey | null>(initial)
  const found = cursor === null ? -1 : rows.findIndex((row) => rowKey(row) === cursor)
  const wanted = useRef<number | null>(null)

  const moveTo = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows[next]
    if (!row) return
    setCursor(rowKey(row))
    scrollTo(next)
    wanted.current = next
    // The row is rendered with the next frame when it was outside the window.
    requestAnimationFrame(() => {
      if (wanted.current !== next) return
      body.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)?.focus({ preventScroll: false })
    })
    onMove?.(row)
  }

  const current = rows[found]
  useShortcuts({
    'list.next': () => moveTo(found + 1),
    'list.previous': () => moveTo(found === -1 ? 0 : found - 1),
    ...(onOpen && { 'list.open': () => current && onOpen(current) }),
    ...(onSelect && { 'list.select': () => current && onSelect(current) }),
  })

  return { cursor, index: Math.max(0, found), moveTo, setCursor }
}
