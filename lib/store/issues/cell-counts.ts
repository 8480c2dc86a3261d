import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface CellCount {
  cell: number
  issues: number
}

/** How many issues each cell holds, exact in the caller's transaction. A few thousand rows, whatever the number of issues. */
export function cellCounts(db: Db): Promise<CellCount[]> {
  return db.query<CellCount>(sql`
    SELECT cell, sum(issues)::bigint AS issues FROM issue_count GROUP BY cell HAVING sum(issues) > 0`)
}
