import sql from 'sql-template-tag'
import type { PendingItem } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'

/** A thing that a route told of is not told of again for so long; what happens meanwhile folds into one. */
export const FOLD_MINUTES = 15

/**
 * Adds what is to be told. What waits already for the same route and thing takes it in. Items are told at the earliest time that any of their
 * events asks for.
 */
export async function addItems(db: Db, items: readonly PendingItem[]): Promise<void> {
  if (items.length === 0) return
  await db.query(sql`
    INSERT INTO notice_item AS item (route_id, thing, issue_id, events, severity, risk, data, first_at, last_at, due_at)
    SELECT n.route_id, n.thing, n.issue_id, string_to_array(n.events, ','), n.severity, n.risk, n.data, n.first_at, n.last_at,
      GREATEST(n.due_at, told.told_at + make_interval(mins => ${FOLD_MINUTES}))
    FROM unnest(${items.map((item) => item.routeId)}::integer[], ${items.map((item) => item.thing)}::text[],
      ${items.map((item) => item.issueId)}::bigint[], ${items.map((item) => item.events.join())}::text[],
      ${items.map((item) => item.severity)}::smallint[], ${items.map((item) => item.risk)}::smallint[],
      ${items.map((item) => JSON.stringify(item.data))}::jsonb[], ${items.map((item) => item.firstAt)}::timestamptz[],
      ${items.map((item) => item.lastAt)}::timestamptz[], ${items.map((item) => item.dueAt)}::timestamptz[])
      AS n (route_id, thing, issue_id, events, severity, risk, data, first_at, last_at, due_at)
    LEFT JOIN route_thing told ON told.route_id = n.route_id AND told.thing = n.thing
    ON CONFLICT (route_id, thing) DO UPDATE SET
      events = CASE WHEN 'closed' = ANY (item.events) THEN EXCLUDED.events
        ELSE item.events || ARRAY(SELECT e FROM unnest(EXCLUDED.events) AS e WHERE e <> ALL (item.events)) END,
      severity = EXCLUDED.severity, risk = EXCLUDED.risk, data = item.data || EXCLUDED.data, last_at = EXCLUDED.last_at,
      due_at = LEAST(item.due_at, EXCLUDED.due_at), updated_at = now()`)
}
