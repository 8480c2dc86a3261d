import sql, { empty, type Sql } from 'sql-template-tag'
import type { IssueSort } from '../../contract/issues.ts'

/** Where a page ended: the sort's value as text (risk, or a time to the microsecond) and the id. */
export interface PageKey {
  key: string
  id: number
}

export interface PageRequest {
  sort: IssueSort
  after: PageKey | null
  limit: number
}

interface Order {
  column: Sql
  /** Orders the columns `k` and `id`. */
  by: Sql
  /** Orders the columns of `issue i`. */
  byIssue: Sql
  after: (page: PageKey) => Sql
  isKey: (key: string) => boolean
}

const isTime = (key: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(key) && !Number.isNaN(Date.parse(key))

/** The sorts that are offered; `issue_risk_idx`, `issue_opened_idx`, `issue_due_idx` and their twins by cell serve them in both directions. */
export const ORDERS: Record<IssueSort, Order> = {
  risk: {
    column: sql`i.risk`,
    by: sql`k DESC, id DESC`,
    byIssue: sql`i.risk DESC, i.id DESC`,
    after: ({ key, id }) => sql`AND (i.risk, i.id) < (${key}::smallint, ${id}::bigint)`,
    isKey: (key) => /^\d{1,3}$/.test(key),
  },
  due: {
    // As the indexes have it: what has no date comes last.
    column: sql`COALESCE(i.due_at, 'infinity')`,
    by: sql`k, id`,
    byIssue: sql`COALESCE(i.due_at, 'infinity'), i.id`,
    after: ({ key, id }) => sql`AND (COALESCE(i.due_at, 'infinity'), i.id) > (${key}::timestamptz, ${id}::bigint)`,
    isKey: (key) => key === 'infinity' || isTime(key),
  },
  opened: {
    column: sql`i.opened_at`,
    by: sql`k DESC, id DESC`,
    byIssue: sql`i.opened_at DESC, i.id DESC`,
    after: ({ key, id }) => sql`AND (i.opened_at, i.id) < (${key}::timestamptz, ${id}::bigint)`,
    isKey: isTime,
  },
  oldest: {
    column: sql`i.opened_at`,
    by: sql`k, id`,
    byIssue: sql`i.opened_at, i.id`,
    after: ({ key, id }) => sql`AND (i.opened_at, i.id) > (${key}::timestamptz, ${id}::bigint)`,
    isKey: isTime,
  },
}

export function afterPage({ sort, after }: PageRequest): Sql {
  return after ? ORDERS[sort].after(after) : empty
}

/** Selects a page's keys from a relation with the columns k and id. */
export function pageKeys(sort: IssueSort, from: Sql): Sql {
  const time = sql`CASE WHEN k = 'infinity' THEN 'infinity' ELSE to_char(k AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END`
  const text = sort === 'risk' ? sql`k::text` : time
  return sql`SELECT id, ${text} AS key FROM (${from}) page ORDER BY ${ORDERS[sort].by}`
}
