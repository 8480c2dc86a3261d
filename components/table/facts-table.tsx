'use client'

import { clsx } from 'clsx'
import { type ReactNode, useRef } from 'react'
import { useOverflow } from '../ui/use-overflow.ts'

export interface FactsColumn<Row> {
  heading: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  numeric?: boolean
  /** Takes half of the room, and no more: what is in it shortens or wraps. One in a table. */
  wide?: boolean
}

interface Facts<Row> {
  /** Names the table for screen readers. */
  caption: string
  columns: readonly FactsColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** What it means that there are no rows. */
  empty: ReactNode
  /** Few and short columns, which stay a table on a phone. */
  narrow?: boolean
}

/**
 * A short table of facts inside a page: no cursor, no selection. On a phone each row becomes a list of headings and values; a
 * wide table on a narrow screen scrolls sideways within itself.
 */
export function FactsTable<Row>(facts: Facts<Row>) {
  if (facts.rows.length === 0) return <p className="text-muted text-sm">{facts.empty}</p>
  return <Rows {...facts} />
}

function Rows<Row>({ caption, columns, rows, rowKey, narrow = false }: Facts<Row>) {
  const box = useRef<HTMLElement>(null)
  const overflows = useOverflow(box)
  const pairs = columns.filter(({ numeric }) => numeric).length >= MANY_NUMBERS
  return (
    <section
      ref={box}
      className="relative overflow-x-auto print:overflow-visible"
      tabIndex={overflows ? 0 : undefined}
      aria-label={caption}
    >
      <table
        className={clsx(
          'w-full border-collapse text-left text-sm print:text-[10px] print:leading-4',
          !narrow && 'max-sm:block',
        )}
      >
        <caption className="sr-only">{caption}</caption>
        <thead className={narrow ? '' : 'max-sm:hidden'}>
          <tr className="border-line border-b text-muted text-xs">
            {columns.map(({ heading, numeric }) => (
              <th
                key={heading}
                scope="col"
                className={clsx(
                  'h-8 whitespace-nowrap pr-4 font-normal last:pr-0 print:whitespace-normal print:pr-2',
                  numeric && 'text-right',
                )}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={narrow ? '' : 'max-sm:block'}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={clsx(
                'border-line border-b last:border-b-0',
                !narrow && 'max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-6 max-sm:py-2',
              )}
            >
              {columns.map((column) => (
                <Cell key={column.heading} column={column} narrow={narrow} pairs={pairs}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** From so many columns of numbers, two of them stand beside one another on a phone. */
const MANY_NUMBERS = 4

/** On a phone the heading stands before the value. What is empty is left out. */
const ON_A_PHONE =
  'max-sm:flow-root max-sm:h-auto max-sm:min-w-0 max-sm:py-0.5 max-sm:[overflow-wrap:anywhere] max-sm:pr-0 max-sm:empty:hidden max-sm:before:text-muted max-sm:before:text-xs max-sm:before:leading-5 max-sm:before:content-[attr(data-heading)]'
const HEADING_AHEAD =
  'max-sm:col-span-2 max-sm:text-left max-sm:pl-30 max-sm:before:float-left max-sm:before:-ml-30 max-sm:before:w-28'
const HEADING_OPPOSITE = 'max-sm:before:float-left max-sm:before:mr-3'

function Cell<Row>({
  column: { heading, numeric, wide },
  narrow,
  pairs,
  children,
}: {
  column: FactsColumn<Row>
  narrow: boolean
  pairs: boolean
  children: ReactNode
}) {
  return (
    <td
      data-heading={heading}
      className={clsx(
        'h-8 py-1 pr-4 align-baseline last:pr-0 print:h-auto print:pr-2',
        wide && 'sm:w-1/2 sm:max-w-0',
        numeric && 'text-right',
        !narrow && ON_A_PHONE,
        !narrow && (numeric && pairs ? HEADING_OPPOSITE : HEADING_AHEAD),
      )}
    >
      {children}
    </td>
  )
}
