import sql, { type Sql } from 'sql-template-tag'
import { FOLLOW_UPS, type NoticeEvent } from '../../domain/notice.ts'
import type { Db } from '../database.ts'

export interface TakenItem {
  thing: string
  issueId: number | null
  events: NoticeEvent[]
  severity: number | null
  risk: number | null
  data: Record<string, unknown>
  lastAt: Date
}

/** Items that only bring up to date or close what stands over there. */
export const FOLLOWS = sql`events && ${FOLLOW_UPS}::text[]`

const itemColumns = sql`thing, issue_id AS "issueId", events, severity, risk, data, last_at AS "lastAt"`

function take(routeId: number, which: Sql, limit: number): Sql {
  return sql`
    WITH due AS (
      SELECT id FROM notice_item WHERE route_id = ${routeId} AND due_at <= now() AND ${which} ORDER BY due_at, id LIMIT ${limit}
    ), taken AS (
      DELETE FROM notice_item USING due WHERE notice_item.id = due.id RETURNING notice_item.*
    )
    SELECT ${itemColumns} FROM taken ORDER BY due_at, id`
}

/** Takes follow-ups that are due. */
export function takeFollowUps(tx: Db, routeId: number, limit: number): Promise<TakenItem[]> {
  return tx.query(take(routeId, FOLLOWS, limit))
}

/** Takes what is due one by one. */
export function takeEach(tx: Db, routeId: number, limit: number): Promise<TakenItem[]> {
  return tx.query(take(routeId, sql`NOT ${FOLLOWS}`, limit))
}

export interface TakenDigest {
  total: number
  bySeverity: Record<string, number>
  byEvent: Partial<Record<NoticeEvent, number>>
  firstAt: Date
  /** The gravest; `lastAt` as JSON has it. */
  gravest: (Omit<TakenItem, 'lastAt'> & { lastAt: string })[]
}

/** Takes all that is due and counts it in the same statement, so that nothing is taken uncounted. Null when nothing is. */
export async function takeDigest(tx: Db, routeId: number, items: number): Promise<TakenDigest | null> {
  const [row] = await tx.query<TakenDigest>(sql`
    WITH taken AS (
      DELETE FROM notice_item WHERE route_id = ${routeId} AND due_at <= now() AND NOT ${FOLLOWS} RETURNING *
    )
    SELECT (SELECT count(*)::int FROM taken) AS total, (SELECT min(first_at) FROM taken) AS "firstAt",
      COALESCE((SELECT jsonb_object_agg(severity, n) FROM (
        SELECT severity, count(*) AS n FROM taken WHERE severity IS NOT NULL GROUP BY severity) AS s), '{}') AS "bySeverity",
      COALESCE((SELECT jsonb_object_agg(event, n) FROM (
        SELECT event, count(*) AS n FROM taken, unnest(events) AS event GROUP BY event) AS e), '{}') AS "byEvent",
      COALESCE((SELECT jsonb_agg(to_jsonb(g)) FROM (
        SELECT ${itemColumns} FROM taken ORDER BY severity DESC NULLS LAST, risk DESC NULLS LAST, id LIMIT ${items}) AS g), '[]') AS gravest`)
  return row && row.total > 0 ? row : null
}
