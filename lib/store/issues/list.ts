import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { CellCount } from './cell-counts.ts'
import { afterPage, ORDERS, type PageKey, type PageRequest, pageKeys } from './order.ts'

// Measured on two cores at a million issues: microseconds for one descent into an index, and for one entry read on.
const DESCENT = 6
const ENTRY = 0.25

/**
 * The keys of one page of the issues in `matching`, in order; `all` are the counts of every cell. Either the queue's own
 * order is read and the cells filter it, or the best of each cell is looked up: whichever cannot get slow here.
 */
export function listIssueKeys(
  db: Db,
  matching: readonly CellCount[],
  all: readonly CellCount[],
  request: PageRequest,
): Promise<PageKey[]> {
  if (matching.length === 0) return Promise.resolve([])
  const pairs = pairsOf(matching, all)
  const skipped = pairs.reduce((sum, pair) => sum + pair.skippable, 0)
  const byOrder = pairs.length * (DESCENT + request.limit * ENTRY) + skipped * ENTRY
  const byCell =
    matching.length * DESCENT + Math.min(matching.length, request.limit) * (DESCENT + request.limit * ENTRY)
  const cells = matching.map(({ cell }) => cell)
  return db.query<PageKey>(
    byCell < byOrder ? keysByCell(cells, request) : keysByOrder(pairs, skipped > 0 ? inCells(cells) : empty, request),
  )
}

/** The sum keeps the long list out of the index condition, where it would be searched anew for every pair. */
export function inCells(cells: readonly number[]): Sql {
  return sql`AND (i.cell + 0) = ANY (${cells}::bigint[])`
}

export interface Pair {
  status: number
  severity: number
  /** Issues of this status and severity that do not match: the most that reading in order can skip. */
  skippable: number
}

/** The pairs of status and severity in which something matches. */
export function pairsOf(matching: readonly CellCount[], all: readonly CellCount[]): Pair[] {
  const skippable = new Map<number, number>()
  for (const { cell } of matching) skippable.set(cell % 32, 0)
  for (const { cell, issues } of all) {
    const sum = skippable.get(cell % 32)
    if (sum !== undefined) skippable.set(cell % 32, sum + issues)
  }
  for (const { cell, issues } of matching) skippable.set(cell % 32, (skippable.get(cell % 32) ?? 0) - issues)
  return [...skippable].map(([pair, count]) => ({ status: pair & 3, severity: pair >> 2, skippable: count }))
}

/** Reads every pair of status and severity in the queue's order and merges them. */
export function keysByOrder(pairs: readonly Pair[], filter: Sql, request: PageRequest): Sql {
  const { column, by, byIssue } = ORDERS[request.sort]
  return pageKeys(
    request.sort,
    sql`
      SELECT r.k, r.id
      FROM unnest(${pairs.map((pair) => pair.status)}::smallint[], ${pairs.map((pair) => pair.severity)}::smallint[])
        AS p (status, severity)
      CROSS JOIN LATERAL (
        SELECT ${column} AS k, i.id FROM issue i
        WHERE i.status = (ARRAY['open', 'excepted', 'dismissed', 'closed'])[p.status + 1] AND i.severity = p.severity
          ${filter} ${afterPage(request)}
        ORDER BY ${byIssue} LIMIT ${request.limit}
      ) r
      ORDER BY ${by} LIMIT ${request.limit}`,
  )
}

/** Only the cells with the best first issues can be on the page, so the rest of each is read from those alone. */
function keysByCell(cells: number[], request: PageRequest): Sql {
  const { column, by, byIssue } = ORDERS[request.sort]
  const best = (limit: number) => sql`
    SELECT ${column} AS k, i.id FROM issue i WHERE i.cell = c.cell ${afterPage(request)} ORDER BY ${byIssue} LIMIT ${limit}`
  return pageKeys(
    request.sort,
    sql`
      WITH c AS MATERIALIZED (
        SELECT c.cell FROM unnest(${cells}::bigint[]) AS c (cell) CROSS JOIN LATERAL (${best(1)}) first
        ORDER BY ${by} LIMIT ${request.limit}
      )
      SELECT r.k, r.id FROM c CROSS JOIN LATERAL (${best(request.limit)}) r ORDER BY ${by} LIMIT ${request.limit}`,
  )
}
