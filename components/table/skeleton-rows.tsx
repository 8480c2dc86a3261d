import { clsx } from 'clsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { type Column, visibility } from './column.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const

/** Rows that are coming, in the shape of rows. */
export function SkeletonRows<Row>({
  columns,
  ticks,
  height,
}: {
  columns: readonly Column<Row>[]
  ticks: boolean
  height: 32 | 40
}) {
  return ROWS.map((row) => (
    <tr key={row} className={height === 32 ? 'h-8' : 'h-10'}>
      {ticks && <td className="border-line border-b" />}
      {columns.map((column) => (
        <td key={column.id} className={clsx('border-line border-b px-2 last:pr-4 first:pl-4', visibility(column))}>
          <Skeleton className="h-3 w-4/5" />
        </td>
      ))}
    </tr>
  ))
}
