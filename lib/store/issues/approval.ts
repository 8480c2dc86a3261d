import sql from 'sql-template-tag'
import type { JustifyingFacts } from '../../domain/issue-decision.ts'
import type { Db } from '../database.ts'
import { isOf, type TriageSubjects } from './triage-subjects.ts'

export interface PendingApproval {
  id: number
  issueId: number
  until: Date
  reason: string
  requestedBy: string | null
  justifiedBy: JustifyingFacts
}

/** The request that waits for a second person, or null. */
export async function pendingApproval(db: Db, issueId: number): Promise<PendingApproval | null> {
  const [row] = await pendingApprovals(db, [issueId])
  return row ?? null
}

export function pendingApprovals(db: Db, issueIds: readonly number[]): Promise<PendingApproval[]> {
  return db.query(sql`
    SELECT id, issue_id AS "issueId", until, reason, requested_by AS "requestedBy", justified_by AS "justifiedBy"
    FROM approval_request WHERE issue_id = ANY(${issueIds}::bigint[]) AND outcome IS NULL`)
}

export async function insertApproval(
  tx: Db,
  request: Pick<PendingApproval, 'issueId' | 'reason' | 'requestedBy' | 'justifiedBy'> & { until: string; at: Date },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO approval_request (issue_id, until, reason, requested_by, requested_at, justified_by)
    VALUES (${request.issueId}, ${request.until}::timestamptz, ${request.reason}, ${request.requestedBy}, ${request.at},
      ${JSON.stringify(request.justifiedBy)}::jsonb)`)
}

export type ApprovalOutcome = 'approved' | 'declined' | 'withdrawn' | 'void'

export async function endApproval(
  tx: Db,
  id: number,
  end: { outcome: ApprovalOutcome; by: string | null; at: Date; note: string },
): Promise<void> {
  await tx.query(sql`
    UPDATE approval_request SET outcome = ${end.outcome}, decided_by = ${end.by}, decided_at = ${end.at}, note = ${end.note}
    WHERE id = ${id}`)
}

export interface AskedIssue extends JustifyingFacts {
  id: number
  requestId: number
  until: Date
  before: JustifyingFacts
  open: boolean
}

/** The issues of these subjects for which somebody asks, locked, with their facts as they are now. */
export function lockAsked(tx: Db, subjects: TriageSubjects): Promise<AskedIssue[]> {
  return tx.query(sql`
    SELECT i.id, a.id AS "requestId", a.until, a.justified_by AS before, i.status <> 'closed' AS open, i.kev, i.exposed,
      i.running, i.severity, i.risk
    FROM approval_request a JOIN issue i ON i.id = a.issue_id
    WHERE a.outcome IS NULL AND ${isOf(subjects)} ORDER BY i.id FOR UPDATE OF i`)
}

/** Requests whose own end has come before anybody decided, their issues locked. */
export function lockLateRequests(tx: Db, now: Date, limit: number): Promise<{ id: number; requestId: number }[]> {
  return tx.query(sql`
    SELECT i.id, a.id AS "requestId" FROM approval_request a JOIN issue i ON i.id = a.issue_id
    WHERE a.outcome IS NULL AND (a.until <= ${now} OR i.status = 'closed') ORDER BY a.id LIMIT ${limit} FOR UPDATE OF i SKIP LOCKED`)
}
