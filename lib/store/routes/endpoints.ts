import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The endpoint with this key; it is made when it is new. */
export async function ensureEndpoint(db: Db, key: Buffer, provider: string, label: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql`
    INSERT INTO endpoint (key, provider, label) VALUES (${key}, ${provider}, ${label})
    ON CONFLICT (key) DO UPDATE SET label = EXCLUDED.label RETURNING id`)
  return row!.id
}

/** Endpoints that no route has any more are forgotten. */
export async function dropUnusedEndpoints(db: Db): Promise<void> {
  await db.query(sql`DELETE FROM endpoint e WHERE NOT EXISTS (SELECT FROM route r WHERE r.endpoint_id = e.id)`)
}

/** Lets messages go again; what waits is due at once. False when it was not paused. */
export async function resumeEndpoint(db: Db, id: number): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE endpoint SET paused_at = NULL, pause_reason = NULL, probe_at = NULL, retry_at = NULL, failures = 0
    WHERE id = ${id} AND paused_at IS NOT NULL RETURNING id`)
  await db.query(sql`
    UPDATE outbox SET next_attempt_at = now() FROM route
    WHERE route.id = outbox.route_id AND route.endpoint_id = ${id} AND delivered_at IS NULL AND failed_at IS NULL`)
  return rows.length === 1
}
