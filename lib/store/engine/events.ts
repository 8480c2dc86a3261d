import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Events of several batches that are taken together; a larger batch is taken alone. */
const EVENTS_AT_ONCE = 5_000

/** The oldest batches that wait, locked: at most so many, and of a batch or of `EVENTS_AT_ONCE` events. */
export async function waitingBatches(tx: Db, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number; events: number }>(sql`
    SELECT id, events FROM event_batch WHERE status = 'received' ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
  const taken: number[] = []
  let events = 0
  for (const row of rows) {
    events += row.events
    if (taken.length > 0 && events > EVENTS_AT_ONCE) break
    taken.push(row.id)
  }
  return taken
}

export async function deleteBatches(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.query(sql`DELETE FROM event_batch WHERE id = ANY(${ids}::bigint[])`)
}

/**
 * Counts a failed attempt. After the third, a batch of several events is parted into two that are tried once more each, and so
 * on, until the event that fails is alone and is set aside with the reason.
 */
export async function failBatch(tx: Db, id: number, message: string): Promise<void> {
  const [batch] = await tx.query<{ attempts: number; events: number }>(sql`
    UPDATE event_batch SET attempts = attempts + 1, problem_message = ${message},
      status = CASE WHEN attempts >= 2 AND events = 1 THEN 'quarantined' ELSE status END
    WHERE id = ${id} RETURNING attempts, events`)
  if (!batch || batch.attempts < 3 || batch.events === 1) return
  const half = Math.floor(batch.events / 2)
  await tx.query(sql`
    WITH parted AS (
      INSERT INTO event_batch (first_at, last_at, received_at, events, attempts, problem_message)
      SELECT first_at, last_at, received_at, ${half}, 2, problem_message FROM event_batch WHERE id = ${id} RETURNING id
    ), moved AS (
      UPDATE raw_event e SET batch_id = parted.id
      FROM parted, (SELECT e.at, e.id FROM event_batch b JOIN raw_event e ON e.batch_id = b.id AND e.at BETWEEN b.first_at AND b.last_at
        WHERE b.id = ${id} ORDER BY e.at, e.id LIMIT ${half}) AS half
      WHERE e.at = half.at AND e.id = half.id
    )
    UPDATE event_batch SET events = events - ${half}, attempts = 2 WHERE id = ${id}`)
}

export interface StoredEvent {
  id: string
  at: Date
  receivedAt: Date
  clusterId: number | null
  cluster: string | null
  body: Buffer
}

export function eventsOf(tx: Db, batches: readonly number[]): Promise<StoredEvent[]> {
  return tx.query(sql`
    SELECT e.id, e.at, e.received_at AS "receivedAt", e.cluster_id AS "clusterId", c.name AS cluster, e.body
    FROM event_batch b JOIN raw_event e ON e.batch_id = b.id AND e.at BETWEEN b.first_at AND b.last_at
    LEFT JOIN cluster c ON c.id = e.cluster_id
    WHERE b.id = ANY(${batches}::bigint[])`)
}

export function knownWorkloads(
  tx: Db,
  clusterId: number,
): Promise<{ id: number; namespace: string; kind: string; name: string }[]> {
  return tx.query(
    sql`SELECT id, namespace, kind, name FROM workload WHERE cluster_id = ${clusterId} AND gone_at IS NULL`,
  )
}

export interface AlertCount {
  hour: string
  workloadId: number | null
  alerts: number
  firstAt: string
  lastAt: string
  lastEventAt: Date
  lastEventId: string
  sample: Record<string, unknown>
}

/** Adds to the alerts of an issue's hour; the newest one stays as the sample. */
export async function addAlerts(tx: Db, hash: Buffer, count: AlertCount): Promise<void> {
  await tx.query(sql`
    INSERT INTO alert (issue_id, hour, workload_id, alerts, first_at, last_at, last_event_at, last_event_id, sample)
    SELECT id, ${count.hour}::timestamptz, ${count.workloadId}, ${count.alerts}, ${count.firstAt}::timestamptz, ${count.lastAt}::timestamptz,
      ${count.lastEventAt}, ${count.lastEventId}::uuid, ${JSON.stringify(count.sample)}::jsonb
    FROM issue WHERE key_hash = ${hash}
    ON CONFLICT (issue_id, hour) DO UPDATE SET alerts = alert.alerts + EXCLUDED.alerts,
      first_at = LEAST(alert.first_at, EXCLUDED.first_at), last_at = GREATEST(alert.last_at, EXCLUDED.last_at),
      (last_event_at, last_event_id, sample) = (SELECT newest.last_event_at, newest.last_event_id, newest.sample
        FROM (VALUES (alert.last_at, alert.last_event_at, alert.last_event_id, alert.sample),
          (EXCLUDED.last_at, EXCLUDED.last_event_at, EXCLUDED.last_event_id, EXCLUDED.sample))
          AS newest (last_at, last_event_at, last_event_id, sample)
        ORDER BY newest.last_at DESC LIMIT 1)`)
}

/** Dates the open episode of a threat back to an alert that happened before those that came in first. */
export async function backdateThreat(tx: Db, hash: Buffer, at: Date): Promise<void> {
  await tx.query(sql`
    WITH earlier AS (
      UPDATE episode e SET opened_at = ${at} FROM issue i
      WHERE i.key_hash = ${hash} AND e.issue_id = i.id AND e.closed_at IS NULL AND e.opened_at > ${at}
        AND NOT EXISTS (SELECT FROM episode b WHERE b.issue_id = i.id AND b.closed_at > ${at}) RETURNING e.issue_id
    )
    UPDATE issue i SET opened_at = ${at}, first_seen_at = LEAST(i.first_seen_at, ${at}) FROM earlier WHERE i.id = earlier.issue_id`)
}

/**
 * Dates the last alert on workloads, and when it will weigh less. Returns those whose risk it changes: there was none in the
 * last 24 hours, or something else runs there since. Times are ISO 8601.
 */
export async function noteAlerts(
  tx: Db,
  alerts: readonly { id: number; at: string; weighsLessAt: Date | null }[],
  now: Date,
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    WITH told AS (
      SELECT * FROM unnest(${alerts.map(({ id }) => id)}::bigint[], ${alerts.map(({ at }) => at)}::timestamptz[],
        ${alerts.map(({ weighsLessAt }) => weighsLessAt)}::timestamptz[]) AS a (id, at, weighs_less_at)
    ), before AS (
      SELECT w.id, w.last_alert_at, w.last_alert_at IS NULL OR w.last_alert_at < ${now}::timestamptz - interval '24 hours'
        OR EXISTS (SELECT FROM deployment_span d
          WHERE d.workload_id = w.id AND d.ended_at IS NULL AND d.started_at > w.last_alert_at) AS changes
      FROM workload w JOIN told ON told.id = w.id
    ), noted AS (
      UPDATE workload w SET last_alert_at = told.at, rescore_at = LEAST(w.rescore_at, told.weighs_less_at)
      FROM told WHERE w.id = told.id AND (w.last_alert_at IS NULL OR w.last_alert_at < told.at) RETURNING w.id
    )
    SELECT noted.id FROM noted JOIN before ON before.id = noted.id AND before.changes`)
  return rows.map(({ id }) => id)
}
