import { Skeleton } from '../ui/skeleton.tsx'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const

/** Rows that are coming, in the shape of rows. */
export function SkeletonRows({ columns, height }: { columns: number; height: 32 | 40 }) {
  return ROWS.map((row) => (
    <tr key={row} className={height === 32 ? 'h-8' : 'h-10'}>
      <td colSpan={columns} className="border-line border-b px-2">
        <Skeleton className="h-3 w-full" />
      </td>
    </tr>
  ))
}
