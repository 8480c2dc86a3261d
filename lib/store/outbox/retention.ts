import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

const AT_ONCE = 10_000
const DELIVERED_DAYS = 7
/** Dead letters and the log of attempts. */
export const KEPT_DAYS = 30

/** Deletes messages and attempts that are no longer kept; how many. */
export async function dropOldMessages(db: Db): Promise<number> {
  const [row] = await db.query<{ dropped: number }>(sql`
    WITH old AS (
      SELECT id FROM outbox
      WHERE delivered_at < now() - make_interval(days => ${DELIVERED_DAYS}) OR failed_at < now() - make_interval(days => ${KEPT_DAYS})
      LIMIT ${AT_ONCE}
    ), messages AS (DELETE FROM outbox USING old WHERE outbox.id = old.id RETURNING 1),
    attempts AS (
      DELETE FROM delivery WHERE id IN (
        SELECT id FROM delivery WHERE at < now() - make_interval(days => ${KEPT_DAYS}) ORDER BY at LIMIT ${AT_ONCE}) RETURNING 1
    ),
    -- Without anything over there it only said that it was told lately, or that it is on its way.
    told AS (
      DELETE FROM route_thing t WHERE remote_key IS NULL AND told_at < now() - interval '7 days' RETURNING 1
    )
    SELECT ((SELECT count(*) FROM messages) + (SELECT count(*) FROM attempts))::int AS dropped`)
  return row!.dropped
}
