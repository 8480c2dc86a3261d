import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { CellCount } from './cell-counts.ts'
import { inCells, keysByOrder, pairsOf } from './list.ts'
import { afterPage, ORDERS, type PageKey, type PageRequest, pageKeys } from './order.ts'

/** The most issues of an open-ended search that are looked at one by one. */
export const MAX_FOUND = 10_000

/** How many issues an open-ended search finds in each cell; it stops at MAX_FOUND. */
export function foundCellCounts(db: Db, condition: Sql): Promise<CellCount[]> {
  return db.query<CellCount>(sql`
    SELECT cell, count(*) AS issues
    FROM (SELECT i.cell FROM issue i WHERE ${condition} LIMIT ${MAX_FOUND}) found GROUP BY cell`)
}

/**
 * The keys of one page of an open-ended search. `found` are its counts, `matching` those that the other filters leave,
 * `all` every cell's. Few are sorted as they are; of many, the queue's order is read and the search filters it.
 */
export function listFoundKeys(
  db: Db,
  condition: Sql,
  found: readonly CellCount[],
  matching: readonly CellCount[],
  all: readonly CellCount[],
  request: PageRequest,
): Promise<PageKey[]> {
  const total = found.reduce((sum, { issues }) => sum + issues, 0)
  if (matching.length === 0) return Promise.resolve([])
  const { column, by } = ORDERS[request.sort]
  if (total >= MAX_FOUND) return db.query<PageKey>(keysByOrder(pairsOf(matching, all), sql`AND ${condition}`, request))
  const cells = matching.length < found.length ? inCells(matching.map(({ cell }) => cell)) : empty
  // Fetched as a whole before it is sorted: an index in the queue's order would be read from its start for a few rows.
  return db.query<PageKey>(
    pageKeys(
      request.sort,
      sql`
        WITH i AS MATERIALIZED (SELECT i.id, i.cell, i.risk, i.opened_at FROM issue i WHERE ${condition})
        SELECT ${column} AS k, i.id FROM i WHERE true ${cells} ${afterPage(request)} ORDER BY ${by} LIMIT ${request.limit}`,
    ),
  )
}
