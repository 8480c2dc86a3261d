import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface CellCount {
  cell: number
  issues: number
}

interface Known {
  newest: number
  rows: number
  counts: CellCount[]
}

const known = new WeakMap<Db, Known>()

/**
 * How many issues each cell holds. Rows of `issue_count` are only added and folded into newer ones, so while the newest id and
 * the number of rows stay, nothing changed and the counts of the last reading through the same connection pool still hold.
 */
export async function cellCounts(db: Db): Promise<readonly CellCount[]> {
  const [state] = await db.query<{ newest: number | null; rows: number }>(
    sql`SELECT (SELECT max(id) FROM issue_count) AS newest, (SELECT count(*) FROM issue_count) AS rows`,
  )
  const before = known.get(db)
  if (before && before.newest === state?.newest && before.rows === state.rows) return before.counts
  const counted = await db.query<CellCount & { newest: number; rows: number }>(sql`
    SELECT cell, sum(issues)::bigint AS issues, (SELECT max(id) FROM issue_count) AS newest,
      (SELECT count(*) FROM issue_count) AS rows
    FROM issue_count GROUP BY cell`)
  const counts = counted.flatMap(({ cell, issues }) => (issues > 0 ? [{ cell, issues }] : []))
  if (counted[0]) known.set(db, { newest: counted[0].newest, rows: counted[0].rows, counts })
  return counts
}
