import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What people and timers find out that no change of an issue tells; the rest of the log is written by triggers. */
export interface StateEvent {
  /** When it happened. */
  at: Date
  event: string
  /** Null where it is about something else, which `data` names. */
  issueId: number | null
  data: Record<string, unknown>
}

/**
 * Appends events to the log when the transaction commits, those of an issue with its attributes as they are then. Whoever
 * calls says each thing once.
 */
export async function insertStateEvents(tx: Db, events: readonly StateEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.query(sql`
    INSERT INTO state_pending (event, issue_ids, ats, datas)
    SELECT event, array_agg(issue_id), array_agg(at), array_agg(data)
    FROM unnest(${events.map(({ at }) => at)}::timestamptz[], ${events.map(({ event }) => event)}::text[],
      ${events.map(({ issueId }) => issueId)}::bigint[], ${events.map(({ data }) => JSON.stringify(data))}::jsonb[])
      AS e (at, event, issue_id, data)
    GROUP BY event`)
  await tx.query(sql`INSERT INTO state_flush DEFAULT VALUES ON CONFLICT DO NOTHING`)
}
