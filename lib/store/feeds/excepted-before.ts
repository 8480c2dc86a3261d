import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Those of these issues whose risk was accepted before their time; locked, in one order. */
export async function lockExceptedBefore(tx: Db, issues: readonly { id: number; before: Date }[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT i.id FROM unnest(${issues.map(({ id }) => id)}::bigint[], ${issues.map(({ before }) => before)}::timestamptz[])
      AS t (id, before)
    JOIN issue i ON i.id = t.id AND i.status = 'excepted'
    JOIN exception e ON e.issue_id = i.id AND e.revoked_at IS NULL AND e.created_at < t.before
    ORDER BY i.id FOR UPDATE OF i`)
  return rows.map(({ id }) => id)
}
