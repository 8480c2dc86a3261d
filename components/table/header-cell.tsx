import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type Column, nextSort, visibility } from './column.ts'

const HEAD =
  'sticky top-(--sticky-top) z-20 h-8 whitespace-nowrap border-line border-b bg-canvas px-2 text-left first:pl-4 last:pr-4 font-medium text-muted text-xs print:static'

/** The head of a column; a button when the list can be sorted by it. */
export function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort: string | undefined
  onSort: ((sort: string) => void) | undefined
}) {
  const className = clsx(HEAD, visibility(column), column.align === 'end' && 'text-right')
  const width = column.width === null ? undefined : { width: column.width }
  const offered = column.sort
  if (!offered || !onSort || sort === undefined) {
    return (
      <th scope="col" style={width} className={className}>
        {column.header}
      </th>
    )
  }
  const on = offered.find((option) => option.value === sort)
  const Arrow = on?.direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" style={width} aria-sort={on?.direction ?? 'none'} className={className}>
      <button
        type="button"
        onClick={() => onSort(nextSort(offered, sort))}
        className="inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink"
      >
        {column.header}
        <Arrow className={clsx('size-3', !on && 'opacity-0')} aria-hidden="true" />
      </button>
    </th>
  )
}

/** The head of the column of tick boxes. */
export const TICK_HEAD = clsx(HEAD, 'w-10 pr-0 print:hidden')
