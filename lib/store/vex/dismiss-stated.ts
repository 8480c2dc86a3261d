import sql from 'sql-template-tag'
import { clockStops } from '../clocks/stopping.ts'
import type { Db } from '../database.ts'

export interface StatedDismissal {
  id: number
  statementId: number
  author: string
  /** One sentence for people. */
  reason: string
}

/**
 * Dismisses open issues by statements; the caller holds their rows locked. The entry of the timeline keeps no facts on which it
 * rests, because it rests on the statement: it ends with it.
 */
export async function dismissStated(tx: Db, dismissals: readonly StatedDismissal[], at: Date): Promise<void> {
  if (dismissals.length === 0) return
  await tx.query(sql`
    WITH told AS (
      SELECT * FROM unnest(${dismissals.map(({ id }) => id)}::bigint[],
        ${dismissals.map(({ statementId }) => statementId)}::bigint[], ${dismissals.map(({ author }) => author)}::text[],
        ${dismissals.map(({ reason }) => reason)}::text[]) AS d (id, statement_id, author, reason)
    ), dismissed AS (
      UPDATE issue i SET status = 'dismissed', version = version + 1, ${clockStops(at)} FROM told WHERE i.id = told.id RETURNING i.id
    )
    INSERT INTO timeline_entry (issue_id, at, type, data)
    SELECT told.id, ${at}, 'dismissed',
      jsonb_build_object('reason', told.reason, 'author', told.author, 'statementId', told.statement_id)
    FROM told JOIN dismissed ON dismissed.id = told.id`)
}
