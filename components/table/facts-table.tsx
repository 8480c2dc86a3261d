import type { ReactNode } from 'react'

export interface FactsColumn<Row> {
  heading: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  numeric?: boolean
}

/** A short table of facts inside a page: no cursor, no selection. On a phone it scrolls sideways within itself. */
export function FactsTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
}: {
  /** Names the table for screen readers. */
  caption: string
  columns: readonly FactsColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** What it means that there are no rows. */
  empty: ReactNode
}) {
  if (rows.length === 0) return <p className="text-muted text-sm">{empty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto" tabIndex={0} aria-label={caption}>
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b text-muted text-xs">
            {columns.map(({ heading, numeric }) => (
              <th
                key={heading}
                scope="col"
                className={`h-8 whitespace-nowrap pr-4 font-normal ${numeric ? 'text-right' : ''}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-line border-b last:border-b-0">
              {columns.map(({ heading, cell, numeric }) => (
                <td key={heading} className={`h-8 py-1 pr-4 align-baseline ${numeric ? 'text-right' : ''}`}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
