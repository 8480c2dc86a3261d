import sql from 'sql-template-tag'
import type { WrittenNotice } from '../../domain/notice-json.ts'
import type { Db } from '../database.ts'

/** One message, whose endpoint is the caller's until the lease ends. */
export interface LeasedMessage {
  id: number
  routeId: number
  thing: string
  issueId: number | null
  notice: WrittenNotice
  /** This one included. */
  attempts: number
  ageSeconds: number
  provider: string
  settings: Record<string, unknown>
  secrets: string | null
  endpointId: number
  endpointFailures: number
  endpointPaused: boolean
  remoteKey: string | null
}

/**
 * Takes the next message of an endpoint that nobody speaks to, and counts the attempt: of a worker that dies the lease ends and the attempt
 * stays counted. Messages on one thing go in their order. A paused endpoint is tried with its oldest message when its time has come.
 */
export async function leaseMessage(db: Db, leaseSeconds: number): Promise<LeasedMessage | null> {
  const [row] = await db.query<LeasedMessage>(sql`
    WITH next AS (
      SELECT e.id AS endpoint_id, o.id AS outbox_id, o.attempts FROM endpoint e
      CROSS JOIN LATERAL (
        SELECT o.id, o.attempts FROM route r JOIN outbox o ON o.route_id = r.id
        WHERE r.endpoint_id = e.id AND r.enabled AND o.delivered_at IS NULL AND o.failed_at IS NULL
          AND (o.next_attempt_at <= now() OR e.paused_at IS NOT NULL)
          AND NOT EXISTS (SELECT FROM outbox b WHERE b.route_id = o.route_id AND b.thing = o.thing AND b.id < o.id
            AND b.delivered_at IS NULL AND b.failed_at IS NULL)
        ORDER BY o.next_attempt_at, o.id LIMIT 1
      ) AS o
      WHERE (e.leased_until IS NULL OR e.leased_until <= now()) AND (e.retry_at IS NULL OR e.retry_at <= now())
        AND (e.probe_at IS NULL OR e.probe_at <= now())
      ORDER BY e.leased_until NULLS FIRST, e.id LIMIT 1 FOR UPDATE OF e SKIP LOCKED
    ), tried AS (
      -- Between this statement's snapshot and its lock on the endpoint another worker may have sent the message and gone.
      UPDATE outbox o SET attempts = o.attempts + 1 FROM next
      WHERE o.id = next.outbox_id AND o.attempts = next.attempts AND o.delivered_at IS NULL AND o.failed_at IS NULL RETURNING o.*
    ), leased AS (
      UPDATE endpoint e SET leased_until = now() + make_interval(secs => ${leaseSeconds})
      FROM next JOIN tried ON tried.id = next.outbox_id WHERE e.id = next.endpoint_id
      RETURNING e.id, e.failures, e.paused_at IS NOT NULL AS paused
    )
    SELECT t.id, t.route_id AS "routeId", t.thing, t.issue_id AS "issueId", t.notice, t.attempts,
      extract(epoch FROM now() - t.created_at)::float8 AS "ageSeconds", r.provider, r.settings, r.secrets,
      l.id AS "endpointId", l.failures AS "endpointFailures", l.paused AS "endpointPaused",
      (SELECT k.remote_key FROM route_thing k WHERE k.route_id = t.route_id AND k.thing = t.thing) AS "remoteKey"
    FROM tried t JOIN route r ON r.id = t.route_id CROSS JOIN leased l`)
  return row ?? null
}
