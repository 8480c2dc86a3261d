import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useMediaQuery } from '../../lib/client/use-media-query.ts'

/** Below this many rows all are rendered: the server can send them, and the browser finds text in them. */
const VIRTUAL_FROM = 120
const OVERSCAN = 12

export interface RowWindow {
  /** Indexes of the rows to render, ascending. */
  indexes: number[]
  /** Height in px of what is left out before, between and after them: `gaps[i]` goes before `indexes[i]`, the last one ends. */
  gaps: number[]
  measure: ((element: HTMLTableRowElement | null) => void) | undefined
  scrollTo: (index: number) => void
}

/** Which rows of a long list are rendered. The row under the cursor always is, so that it never loses the focus. */
export function useRowWindow(
  count: number,
  rowHeight: number,
  pinned: number,
  body: RefObject<HTMLTableSectionElement | null>,
): RowWindow {
  const printing = useMediaQuery('print')
  const virtual = count > VIRTUAL_FROM && !printing
  const [top, setTop] = useState(0)

  useLayoutEffect(() => {
    if (virtual && body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY)
  }, [virtual, body])

  const virtualizer = useWindowVirtualizer({
    count,
    enabled: virtual,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 40,
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(pinned, count - 1)])].sort((a, b) => a - b),
  })

  if (!virtual) {
    const indexes = Array.from({ length: count }, (_, index) => index)
    return { indexes, gaps: [], measure: undefined, scrollTo: () => {} }
  }

  const items = virtualizer.getVirtualItems()
  const gaps = items.map((item, at) => item.start - (items[at - 1]?.end ?? top))
  const end = items.at(-1)?.end ?? top
  gaps.push(Math.max(0, virtualizer.getTotalSize() + top - end))
  return {
    indexes: items.map((item) => item.index),
    gaps,
    measure: virtualizer.measureElement,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}
