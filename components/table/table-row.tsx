import { clsx } from 'clsx'
import type { KeyboardEvent } from 'react'
import { Checkbox } from '../ui/checkbox.tsx'
import { type Column, visibility } from './column.ts'

/** One row. On a phone its cells become two lines: the title, and the rest beside one another. */
export function TableRow<Row>({
  row,
  index,
  columns,
  height,
  tabbable,
  active,
  selected,
  label,
  onFocus,
  onOpen,
  onSelect,
  onKeyDown,
  measure,
}: {
  row: Row
  index: number
  columns: readonly Column<Row>[]
  height: 32 | 40
  tabbable: boolean
  active: boolean
  /** Null when rows cannot be selected. */
  selected: boolean | null
  label: string
  onFocus: () => void
  onOpen: (() => void) | undefined
  onSelect: (range: boolean) => void
  onKeyDown: (event: KeyboardEvent) => void
  measure: ((element: HTMLTableRowElement | null) => void) | undefined
}) {
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      aria-current={active || undefined}
      tabIndex={tabbable ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // A link or a control inside the row, and text being selected, keep their own meaning.
        if ((event.target as HTMLElement).closest('a, button, input, label, [role=checkbox]')) return
        if (window.getSelection()?.isCollapsed === false) return
        onOpen?.()
      }}
      className={clsx(
        'group scroll-mt-24 scroll-mb-4 outline-offset-[-2px] max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-line max-sm:border-b max-sm:px-4 max-sm:py-2',
        height === 32 ? 'sm:h-8' : 'sm:h-10',
        onOpen && 'cursor-pointer',
        active || selected ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {selected !== null && (
        <td className="sm:border-line sm:border-b sm:pl-4 print:hidden">
          <span className="flex">
            <Checkbox checked={selected} onChange={() => onSelect(false)} label={`Select ${label}`} />
          </span>
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          className={clsx(
            'min-w-0 overflow-hidden text-ellipsis whitespace-nowrap text-sm sm:border-line print:whitespace-normal sm:border-b sm:px-2 sm:last:pr-4 sm:first:pl-4',
            visibility(column),
            column.align === 'end' && 'sm:text-right',
            column.phone === 'title' ? 'max-sm:order-first max-sm:basis-full' : 'max-sm:text-muted max-sm:text-xs',
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}
