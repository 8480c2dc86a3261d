import type { ReactNode } from 'react'

/** One column of a DataTable. */
export interface Column<Row> {
  id: string
  header: string
  /** In px or percent of the table; null takes an equal share of what is left. */
  width: number | `${number}%` | null
  align?: 'start' | 'end'
  /** What the header's sort button sets; the second value, when there is one, is the other direction. */
  sort?: readonly [SortValue] | readonly [SortValue, SortValue]
  cell: (row: Row) => ReactNode
  /** What becomes of it on a phone: the row's first line, part of the line below it (the default), or nothing. */
  phone?: 'title' | 'meta' | 'hidden'
  /** Hidden while the table is narrower than 720, 900 or 1100 px, as when a panel stands beside it. */
  from?: 'md' | 'lg' | 'xl'
}

/** A sort as the URL and the API name it, and which way it orders this column. */
export interface SortValue {
  value: string
  direction: 'ascending' | 'descending'
}

/** The classes that hide a column where there is no room for it, for its header and its cells alike. */
export function visibility(column: Pick<Column<never>, 'phone' | 'from'>): string {
  const phone = column.phone === 'hidden' ? 'max-sm:hidden!' : ''
  const from = {
    md: 'sm:@max-[720px]:hidden',
    lg: 'sm:@max-[900px]:hidden',
    xl: 'sm:@max-[1100px]:hidden',
  }
  return `${phone} ${column.from ? from[column.from] : ''}`
}

/** The sort that pressing a header leads to: its first, or the other direction when the first is on. */
export function nextSort(sort: NonNullable<Column<never>['sort']>, current: string): string {
  const [first, second] = sort
  return current === first.value && second ? second.value : first.value
}
