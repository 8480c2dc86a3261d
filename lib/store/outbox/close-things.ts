import sql from 'sql-template-tag'
import type { PendingItem } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'

/**
 * Takes in that things have closed. What waits to be told of them is withdrawn. Where the route keeps tickets or alerts (`keeping`) and one
 * stands for the thing, or is on its way, the closing is to be told instead.
 */
export async function closeThings(
  db: Db,
  closed: readonly PendingItem[],
  keeping: (routeId: number) => boolean,
): Promise<void> {
  if (closed.length === 0) return
  await db.query(sql`
    WITH closed AS (
      SELECT c.*, c.keeping AND EXISTS (SELECT FROM route_thing t WHERE t.route_id = c.route_id AND t.thing = c.thing) AS told
      FROM unnest(${closed.map((item) => item.routeId)}::integer[], ${closed.map((item) => item.thing)}::text[],
        ${closed.map((item) => item.issueId)}::bigint[], ${closed.map((item) => item.lastAt)}::timestamptz[],
        ${closed.map((item) => item.dueAt)}::timestamptz[], ${closed.map((item) => keeping(item.routeId))}::boolean[],
        ${closed.map((item) => JSON.stringify(item.data))}::jsonb[]) AS c (route_id, thing, issue_id, at, due_at, keeping, data)
    ), withdrawn AS (
      DELETE FROM notice_item item USING closed c
      WHERE item.route_id = c.route_id AND item.thing = c.thing AND NOT c.told
    )
    INSERT INTO notice_item (route_id, thing, issue_id, events, data, first_at, last_at, due_at)
    SELECT route_id, thing, issue_id, ARRAY['closed'], data, at, at, due_at FROM closed WHERE told
    ON CONFLICT (route_id, thing) DO UPDATE SET events = EXCLUDED.events, data = EXCLUDED.data, last_at = EXCLUDED.last_at,
      due_at = EXCLUDED.due_at, updated_at = now()`)
}
