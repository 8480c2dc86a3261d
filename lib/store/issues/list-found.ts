import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { CellCount } from './cell-counts.ts'
import { inCells, keysByOrder, type Pair, pairsOf } from './list.ts'
import { afterPage, ORDERS, type PageKey, type PageRequest, pageKeys } from './order.ts'
import type { OpenSearch } from './resolve-search.ts'

/** The most issues of an open-ended search that are looked at one by one. */
export const MAX_FOUND = 10_000

/** Reading in the queue's order is sure to be quick when about so many issues fill a page; else the planner chooses. */
const MAX_READ = 20_000

/**
 * How many issues an open-ended search finds in each cell; it stops at MAX_FOUND. Any single column that finds as many by
 * itself is enough, and its index gives them in order: all columns together would first be read to their end.
 */
export async function foundCellCounts(db: Db, { condition, anyOf }: OpenSearch): Promise<CellCount[]> {
  const columns = await Promise.all(
    anyOf.map(({ column, condition }) => countUpTo(db, condition, sql`ORDER BY ${column}`)),
  )
  const enough = columns.find((counts) => sumOf(counts) >= MAX_FOUND)
  if (enough) return enough
  return columns.length === 1 ? columns[0]! : countUpTo(db, condition)
}

/** In an order that an index has, the index is read, and only as far as it takes. */
function countUpTo(db: Db, condition: Sql, order: Sql = empty): Promise<CellCount[]> {
  return db.query<CellCount>(sql`
    SELECT cell, count(*) AS issues
    FROM (SELECT i.cell FROM issue i WHERE ${condition} ${order} LIMIT ${MAX_FOUND}) found GROUP BY cell`)
}

function sumOf(counts: readonly CellCount[]): number {
  return counts.reduce((sum, { issues }) => sum + issues, 0)
}

/**
 * The keys of one page of an open-ended search. `found` are its counts, `matching` those that the other filters leave,
 * `all` every cell's. Few are sorted as they are; of many, the queue's order is read and the search filters it.
 */
export function listFoundKeys(
  db: Db,
  { condition, filter }: OpenSearch,
  found: readonly CellCount[],
  matching: readonly CellCount[],
  all: readonly CellCount[],
  request: PageRequest,
): Promise<PageKey[]> {
  if (matching.length === 0) return Promise.resolve([])
  const { column, by } = ORDERS[request.sort]
  if (sumOf(found) >= MAX_FOUND) {
    const pairs = pairsOf(matching, all)
    const dense = request.limit * rowsOf(pairs, all) <= MAX_READ * sumOf(inBoth(found, matching))
    return db.query<PageKey>(keysByOrder(pairs, sql`AND ${dense ? filter : condition}`, request))
  }
  const cells = matching.length < found.length ? inCells(matching.map(({ cell }) => cell)) : empty
  // Fetched as a whole before it is sorted: an index in the queue's order would be read from its start for a few rows.
  return db.query<PageKey>(
    pageKeys(
      request.sort,
      sql`
        WITH i AS MATERIALIZED (SELECT i.id, i.cell, i.risk, i.opened_at, i.due_at FROM issue i WHERE ${condition})
        SELECT ${column} AS k, i.id FROM i WHERE true ${cells} ${afterPage(request)} ORDER BY ${by} LIMIT ${request.limit}`,
    ),
  )
}

/** How many issues the pairs hold, those that do not match with them. */
function rowsOf(pairs: readonly Pair[], all: readonly CellCount[]): number {
  const bits = new Set(pairs.map((pair) => pair.bits))
  return sumOf(all.filter(({ cell }) => bits.has(cell % 32)))
}

/** The counts of `found` in the cells of `matching`. */
function inBoth(found: readonly CellCount[], matching: readonly CellCount[]): CellCount[] {
  const cells = new Set(matching.map(({ cell }) => cell))
  return found.filter(({ cell }) => cells.has(cell))
}
