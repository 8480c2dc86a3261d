import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { isOf, type TriageSubjects } from './triage-subjects.ts'

export interface Snooze {
  issueId: number
  until: string
  reason: string
  userId: string | null
  at: Date
}

/** Puts an issue off, with what it is like now; another snooze takes the place of the one before. */
export async function insertSnooze(tx: Db, { issueId, until, reason, userId, at }: Snooze): Promise<void> {
  await tx.query(sql`
    INSERT INTO snooze (issue_id, until, reason, user_id, at, severity, risk, kev, running)
    SELECT id, ${until}::timestamptz, ${reason}, ${userId}, ${at}, severity, risk, kev, running FROM issue WHERE id = ${issueId}
    ON CONFLICT (issue_id) DO UPDATE SET until = EXCLUDED.until, reason = EXCLUDED.reason, user_id = EXCLUDED.user_id,
      at = EXCLUDED.at, severity = EXCLUDED.severity, risk = EXCLUDED.risk, kev = EXCLUDED.kev, running = EXCLUDED.running`)
  await tx.query(
    sql`UPDATE issue SET snoozed_until = ${until}::timestamptz, version = version + 1 WHERE id = ${issueId}`,
  )
}

/** The snooze that holds, or null. */
export async function snoozeOf(db: Db, issueId: number): Promise<{ until: Date; reason: string } | null> {
  const [row] = await db.query<{ until: Date; reason: string }>(sql`
    SELECT s.until, s.reason FROM snooze s JOIN issue i ON i.id = s.issue_id AND i.snoozed_until IS NOT NULL
    WHERE s.issue_id = ${issueId}`)
  return row ?? null
}

/** Brings issues back into the queue. */
export async function deleteSnoozes(tx: Db, issueIds: readonly number[]): Promise<void> {
  if (issueIds.length === 0) return
  await tx.query(sql`DELETE FROM snooze WHERE issue_id = ANY(${issueIds}::bigint[])`)
  await tx.query(sql`
    UPDATE issue SET snoozed_until = NULL, version = version + 1
    WHERE id = ANY(${issueIds}::bigint[]) AND snoozed_until IS NOT NULL`)
}

export interface SnoozedIssue {
  id: number
  before: { severity: number; risk: number; kev: boolean; running: boolean | null }
  now: { severity: number; risk: number; kev: boolean; running: boolean | null; alerted: boolean }
}

/** The snoozed issues of these subjects, locked, as they were and are; an alert counts where it is and where it runs. */
export function lockSnoozed(tx: Db, subjects: TriageSubjects): Promise<SnoozedIssue[]> {
  return tx.query(sql`
    SELECT i.id, json_build_object('severity', s.severity, 'risk', s.risk, 'kev', s.kev, 'running', s.running) AS before,
      json_build_object('severity', i.severity, 'risk', i.risk, 'kev', i.kev, 'running', i.running, 'alerted',
        EXISTS (SELECT FROM alert a WHERE a.issue_id = i.id AND a.last_at > s.at)
        OR EXISTS (SELECT FROM place_workload pw JOIN alert a ON a.workload_id = pw.workload_id
          WHERE pw.place_id = i.place_id AND a.hour > s.at - interval '1 hour' AND a.last_at > s.at)) AS now
    FROM snooze s JOIN issue i ON i.id = s.issue_id
    WHERE i.snoozed_until IS NOT NULL AND ${isOf(subjects)} ORDER BY i.id FOR UPDATE OF i`)
}

/** Issues whose snooze is over, locked; one that a person is changing is left for later. */
export async function lockOverSnoozes(tx: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT id FROM issue WHERE snoozed_until IS NOT NULL AND snoozed_until <= ${now}
    ORDER BY snoozed_until LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
  return rows.map(({ id }) => id)
}
