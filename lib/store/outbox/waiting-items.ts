import sql from 'sql-template-tag'
import type { WaitingItems } from '../../domain/digest.ts'
import type { Db } from '../database.ts'
import { FOLLOWS } from './take-items.ts'

/** What is due on a route, follow-ups apart, and what it sent in the window before. */
export async function waitingItems(db: Db, routeId: number, windowSeconds: number): Promise<WaitingItems> {
  const [row] = await db.query<WaitingItems>(sql`
    SELECT due.*, sent.sent, sent.folded
    FROM (
      SELECT count(*)::int AS due, COALESCE(extract(epoch FROM now() - max(updated_at)), 0)::float8 AS "newestSeconds",
        COALESCE(extract(epoch FROM now() - min(due_at)), 0)::float8 AS "oldestSeconds"
      FROM notice_item WHERE route_id = ${routeId} AND due_at <= now() AND NOT ${FOLLOWS}
    ) AS due, (
      SELECT count(*)::int AS sent, COALESCE(bool_or((notice -> 'digest' ->> 'burst')::boolean), false) AS folded
      FROM outbox WHERE route_id = ${routeId} AND created_at > now() - make_interval(secs => ${windowSeconds})
    ) AS sent`)
  return row!
}
