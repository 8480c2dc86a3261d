import sql, { empty, join, type Sql } from 'sql-template-tag'
import { ISSUE_STATUSES } from '../../domain/lifecycle.ts'
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
  const byOrder = pairs.length * DESCENT + (request.limit + skipped) * ENTRY
  const byCell =
    matching.length * DESCENT + Math.min(matching.length, request.limit) * (DESCENT + request.limit * ENTRY)
  return db.query<PageKey>(
    byCell < byOrder
      ? keysByCell(
          matching.map(({ cell }) => cell),
          request,
        )
      : keysByOrder(pairs, empty, request),
  )
}

/** The sum keeps a long list out of the index condition, where it would be searched anew in every descent. */
export function inCells(cells: readonly number[]): Sql {
  return sql`AND (i.cell + 0) = ANY (${cells}::bigint[])`
}

/** One status and severity in which something matches. */
export interface Pair {
  /** Its low five bits of a cell. */
  bits: number
  matching: number[]
  others: number[]
  /** Issues of it that do not match: the most that reading in order can skip. */
  skippable: number
}

export function pairsOf(matching: readonly CellCount[], all: readonly CellCount[]): Pair[] {
  const pairs = new Map<number, Pair>()
  const matches = new Set<number>()
  for (const { cell } of matching) {
    matches.add(cell)
    const bits = cell % 32
    const pair = pairs.get(bits)
    if (pair) pair.matching.push(cell)
    else pairs.set(bits, { bits, matching: [cell], others: [], skippable: 0 })
  }
  for (const { cell, issues } of all) {
    const pair = matches.has(cell) ? undefined : pairs.get(cell % 32)
    pair?.others.push(cell)
    if (pair) pair.skippable += issues
  }
  return [...pairs.values()]
}

/** What tells the matching issues of a pair from its others, by whichever list is shorter. */
function cellsOfPair({ matching, others }: Pair): Sql {
  if (others.length === 0) return empty
  return others.length < matching.length ? sql`AND (i.cell + 0) <> ALL (${others}::bigint[])` : inCells(matching)
}

/**
 * Reads the pairs of status and severity side by side, each in the queue's order, and stops when the page is full: with an order
 * in every branch Postgres merges them while reading.
 */
export function keysByOrder(pairs: readonly Pair[], condition: Sql, request: PageRequest): Sql {
  const { column, by, byIssue } = ORDERS[request.sort]
  const branches = pairs.map(
    (pair) => sql`(
      SELECT ${column} AS k, i.id FROM issue i
      WHERE i.status = ${ISSUE_STATUSES[pair.bits & 3]} AND i.severity = ${pair.bits >> 2}::smallint
        ${cellsOfPair(pair)} ${condition} ${afterPage(request)}
      ORDER BY ${byIssue} LIMIT ${request.limit})`,
  )
  return pageKeys(
    request.sort,
    sql`SELECT k, id FROM (${join(branches, ' UNION ALL ')}) r ORDER BY ${by} LIMIT ${request.limit}`,
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
