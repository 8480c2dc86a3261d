import sql from 'sql-template-tag'
import type { JustifyingFacts } from '../../domain/issue-decision.ts'
import type { Db } from '../database.ts'

export interface IssueException {
  reason: string
  until: Date
  at: Date
  by: { id: string; name: string } | null
  /** Who else said yes, where the policy wanted that. */
  approvedBy: { id: string; name: string } | null
}

/** The exception under which an issue's risk is accepted now, or null. */
export async function exceptionOf(db: Db, issueId: number): Promise<IssueException | null> {
  const [row] = await db.query<IssueException>(sql`
    SELECT e.reason, e.expires_at AS until, e.created_at AS at,
      CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS by,
      CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END AS "approvedBy"
    FROM exception e LEFT JOIN "user" u ON u.id = e.created_by LEFT JOIN "user" a ON a.id = e.approved_by
    WHERE e.issue_id = ${issueId} AND e.revoked_at IS NULL`)
  return row ?? null
}

/** Accepts an issue's risk; `justifiedBy` are the facts whose change ends it early. */
export async function insertException(
  tx: Db,
  exception: {
    issueId: number
    reason: string
    userId: string | null
    approvedBy: string | null
    at: Date
    until: string
    justifiedBy: JustifyingFacts
  },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO exception (issue_id, reason, created_by, approved_by, created_at, expires_at, justified_by)
    VALUES (${exception.issueId}, ${exception.reason}, ${exception.userId}, ${exception.approvedBy}, ${exception.at}, ${exception.until}::timestamptz,
      ${JSON.stringify(exception.justifiedBy)}::jsonb)`)
}

export async function revokeException(tx: Db, issueId: number, at: Date): Promise<void> {
  await tx.query(sql`UPDATE exception SET revoked_at = ${at} WHERE issue_id = ${issueId} AND revoked_at IS NULL`)
}
