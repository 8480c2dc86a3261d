import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface ExpiringException {
  id: number
  issueId: number
  until: Date
  reason: string
  by: string | null
}

/** Acceptances that end before a time and of which nobody was told, locked. */
export function lockExpiring(tx: Db, before: Date, limit: number): Promise<ExpiringException[]> {
  return tx.query(sql`
    SELECT e.id, e.issue_id AS "issueId", e.expires_at AS until, e.reason, u.name AS by
    FROM exception e JOIN issue i ON i.id = e.issue_id AND i.status = 'excepted' LEFT JOIN "user" u ON u.id = e.created_by
    WHERE e.revoked_at IS NULL AND e.warned_at IS NULL AND e.issue_id IS NOT NULL AND e.expires_at <= ${before}
    ORDER BY e.expires_at LIMIT ${limit} FOR UPDATE OF e SKIP LOCKED`)
}

export async function noteWarned(tx: Db, ids: readonly number[], at: Date): Promise<void> {
  await tx.query(sql`UPDATE exception SET warned_at = ${at} WHERE id = ANY(${ids}::bigint[])`)
}
