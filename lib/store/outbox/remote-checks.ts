import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** How often a ticket is looked at: one that is open over there, and one that is closed there while what it is for is not over. */
const OPEN_MINUTES = 10
const CLOSED_MINUTES = 6 * 60
/** One that nobody told of for so long is looked at no more. */
const FORGOTTEN_DAYS = 180

export interface RemoteThing {
  routeId: number
  thing: string
  remoteKey: string
  provider: string
  settings: Record<string, unknown>
  secrets: string | null
  endpointId: number
}

/**
 * Tickets of one endpoint that it is time to look at; the endpoint is the caller's until the lease ends, so that looking and sending take
 * turns. Endpoints that are paused or wait are left alone.
 */
export function leaseChecks(
  db: Db,
  providers: readonly string[],
  limit: number,
  leaseSeconds: number,
): Promise<RemoteThing[]> {
  return db.query(sql`
    WITH due AS (
      SELECT t.route_id, t.thing, t.remote_key, t.checked_at, r.endpoint_id, r.provider, r.settings, r.secrets
      FROM route_thing t JOIN route r ON r.id = t.route_id
      WHERE t.remote_key IS NOT NULL AND r.enabled AND r.provider = ANY(${providers}::text[])
        AND t.told_at > now() - make_interval(days => ${FORGOTTEN_DAYS})
        AND (t.checked_at IS NULL OR t.checked_at < now() - make_interval(mins => CASE WHEN t.remote_closed THEN ${CLOSED_MINUTES}::integer
          ELSE ${OPEN_MINUTES}::integer END))
        AND NOT EXISTS (SELECT FROM issue i WHERE i.id = t.issue_id AND i.status = 'closed' AND t.remote_closed)
        AND NOT EXISTS (SELECT FROM fix f WHERE f.id = CASE WHEN t.thing LIKE 'fix:%' THEN substr(t.thing, 5)::bigint END
          AND f.ended_at IS NOT NULL AND t.remote_closed)
    ), free AS (
      SELECT e.id FROM endpoint e
      WHERE EXISTS (SELECT FROM due WHERE due.endpoint_id = e.id) AND e.paused_at IS NULL
        AND (e.leased_until IS NULL OR e.leased_until <= now()) AND (e.retry_at IS NULL OR e.retry_at <= now())
      ORDER BY e.leased_until NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED
    ), leased AS (
      UPDATE endpoint e SET leased_until = now() + make_interval(secs => ${leaseSeconds}) FROM free WHERE e.id = free.id RETURNING e.id
    )
    SELECT route_id AS "routeId", thing, remote_key AS "remoteKey", provider, settings, secrets, endpoint_id AS "endpointId"
    FROM due JOIN leased ON leased.id = due.endpoint_id ORDER BY checked_at NULLS FIRST LIMIT ${limit}`)
}

/** What a look at a ticket found; `problem` where it failed, and then what was known stays. */
export async function recordCheck(
  db: Db,
  { routeId, thing }: RemoteThing,
  found: { state: string; closed: boolean } | null,
  problem: string | null,
): Promise<void> {
  await db.query(sql`
    UPDATE route_thing SET checked_at = now(), check_problem = ${problem},
      remote_state = COALESCE(${found?.state ?? null}, remote_state), remote_closed = COALESCE(${found?.closed ?? null}::boolean, remote_closed)
    WHERE route_id = ${routeId} AND thing = ${thing}`)
}

/** A ticket that is gone over there: the next message on its thing makes a new one. */
export async function forgetRemote(db: Db, { routeId, thing }: RemoteThing): Promise<void> {
  await db.query(sql`
    UPDATE route_thing SET checked_at = now(), check_problem = NULL, remote_key = NULL, remote_url = NULL, remote_state = NULL,
      remote_closed = NULL
    WHERE route_id = ${routeId} AND thing = ${thing}`)
}

export async function endLease(db: Db, endpointId: number): Promise<void> {
  await db.query(sql`UPDATE endpoint SET leased_until = now() WHERE id = ${endpointId}`)
}
