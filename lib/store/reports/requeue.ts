import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Gives a report back to the worker, with its attempts counted anew. False when it has not that status any more. */
export async function requeueReport(
  db: Db,
  id: string,
  { from, confirmed }: { from: 'quarantined' | 'held'; confirmed: boolean },
): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE report SET status = 'received', attempts = 0, problem_code = NULL, problem_message = NULL, problem_offset = NULL,
      options = CASE WHEN ${confirmed} THEN options || '{"confirmed": true}' ELSE options END
    WHERE id = ${id} AND status = ${from} RETURNING id`)
  return rows.length === 1
}
