import { Checkbox } from '../ui/checkbox.tsx'
import type { Column } from './column.ts'
import { HeaderCell, TICK_HEAD } from './header-cell.tsx'

/** The columns' heads, which also give the columns their widths. */
export function TableHead<Row>({
  columns,
  sort,
  onSort,
  ticks,
  onTickAll,
}: {
  columns: readonly Column<Row>[]
  sort: string | undefined
  onSort: ((sort: string) => void) | undefined
  /** Undefined when rows cannot be selected. */
  ticks: { some: boolean; all: boolean } | undefined
  onTickAll: (all: boolean) => void
}) {
  return (
    <thead className="max-sm:hidden">
      <tr>
        {ticks && (
          <th scope="col" className={TICK_HEAD}>
            <Checkbox
              checked={ticks.some && ticks.all}
              mixed={ticks.some && !ticks.all}
              onChange={onTickAll}
              label="Select all that are loaded"
            />
          </th>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  )
}
