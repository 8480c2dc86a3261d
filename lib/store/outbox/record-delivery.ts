import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface Attempt {
  routeId: number
  /** Null for a test. */
  outboxId: number | null
  ok: boolean
  attempt: number
  title: string
  detail: string
  tookMs: number
}

/** A route may be deleted while its message is under way; then nobody asks any more. */
export async function logAttempt(db: Db, attempt: Attempt): Promise<void> {
  const { routeId, outboxId, ok, title, detail, tookMs } = attempt
  await db.query(sql`
    INSERT INTO delivery (route_id, outbox_id, ok, attempt, title, detail, took_ms)
    SELECT id, ${outboxId}::bigint, ${ok}::boolean, ${attempt.attempt}::integer, ${title}, ${detail}, ${tookMs}::integer
    FROM route WHERE id = ${routeId} FOR KEY SHARE`)
}

/** The message arrived: its endpoint is well and free. */
export async function recordArrival(tx: Db, outboxId: number, endpointId: number): Promise<void> {
  await tx.query(sql`UPDATE outbox SET delivered_at = now(), last_error = NULL WHERE id = ${outboxId}`)
  await tx.query(sql`
    UPDATE endpoint SET failures = 0, retry_at = NULL, paused_at = NULL, pause_reason = NULL, probe_at = NULL, leased_until = NULL
    WHERE id = ${endpointId}`)
}

/** There was nothing to send; of the endpoint that says nothing. */
export async function recordNothingToSend(tx: Db, outboxId: number, endpointId: number): Promise<void> {
  await tx.query(sql`UPDATE outbox SET delivered_at = now() WHERE id = ${outboxId}`)
  await tx.query(sql`UPDATE endpoint SET leased_until = NULL WHERE id = ${endpointId}`)
}

/** What stands over there for a thing. */
export async function recordRemote(
  tx: Db,
  routeId: number,
  thing: string,
  remote: { key: string | null; url: string | null; closed: boolean },
): Promise<void> {
  await tx.query(sql`
    UPDATE route_thing SET remote_key = COALESCE(${remote.key}, remote_key), remote_url = COALESCE(${remote.url}, remote_url),
      remote_closed = ${remote.closed}, remote_state = NULL, checked_at = NULL
    WHERE route_id = ${routeId} AND thing = ${thing}`)
}

export interface FailedAttempt {
  outboxId: number
  endpointId: number
  detail: string
  /** Null gives it up. */
  nextInSeconds: number | null
  /** Whether the attempt counts: one that was told to come later does not. */
  counts: boolean
  /** Nothing goes to the endpoint before; null is no such wish. */
  endpointWaitSeconds: number | null
  pause: { probeInSeconds: number } | null
}

export async function recordFailure(tx: Db, failed: FailedAttempt): Promise<void> {
  await tx.query(sql`
    UPDATE outbox SET last_error = ${failed.detail}, attempts = attempts - ${failed.counts ? 0 : 1},
      failed_at = CASE WHEN ${failed.nextInSeconds}::float8 IS NULL THEN now() END,
      next_attempt_at = now() + make_interval(secs => COALESCE(${failed.nextInSeconds}::float8, 0))
    WHERE id = ${failed.outboxId}`)
  await tx.query(sql`
    UPDATE endpoint SET leased_until = NULL, failures = failures + ${failed.counts ? 1 : 0},
      retry_at = now() + make_interval(secs => ${failed.endpointWaitSeconds}::float8),
      paused_at = CASE WHEN ${failed.pause !== null} THEN COALESCE(paused_at, now()) ELSE paused_at END,
      pause_reason = CASE WHEN ${failed.pause !== null} THEN ${failed.detail} ELSE pause_reason END,
      probe_at = CASE WHEN ${failed.pause !== null} THEN now() + make_interval(secs => ${failed.pause?.probeInSeconds ?? 0}::float8)
        ELSE probe_at END
    WHERE id = ${failed.endpointId}`)
}
