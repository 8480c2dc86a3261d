import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What people and Plimsoll itself note of an issue. */
export type TimelineEntryType =
  | 'acknowledged'
  | 'approved'
  | 'assigned'
  | 'awoken'
  | 'comment'
  | 'declined'
  | 'dismissed'
  | 'escalated'
  | 'excepted'
  | 'handled'
  | 'linked'
  | 'merged'
  | 'reopened'
  | 'requested'
  | 'resolved'
  | 'snoozed'
  | 'split'
  | 'team'
  | 'unacknowledged'
  | 'unlinked'
  | 'unsnoozed'
  | 'voided'
  | 'withdrawn'

export interface NewTimelineEntry {
  issueId: number
  at: Date
  type: TimelineEntryType
  /** Null: Plimsoll itself. */
  userId: string | null
  data: Record<string, unknown>
}

export async function insertTimelineEntry(tx: Db, entry: NewTimelineEntry): Promise<void> {
  await insertTimelineEntries(tx, [entry])
}

export async function insertTimelineEntries(tx: Db, entries: readonly NewTimelineEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.query(sql`
    INSERT INTO timeline_entry (issue_id, at, type, user_id, data)
    SELECT * FROM unnest(${entries.map(({ issueId }) => issueId)}::bigint[], ${entries.map(({ at }) => at)}::timestamptz[],
      ${entries.map(({ type }) => type)}::text[], ${entries.map(({ userId }) => userId)}::text[],
      ${entries.map(({ data }) => JSON.stringify(data))}::jsonb[])`)
}

/** The data of the newest entry of a type, or null. */
export async function lastTimelineEntry(
  tx: Db,
  issueId: number,
  type: TimelineEntryType,
): Promise<Record<string, unknown> | null> {
  const [row] = await tx.query<{ data: Record<string, unknown> }>(sql`
    SELECT data FROM timeline_entry WHERE issue_id = ${issueId} AND type = ${type} ORDER BY at DESC, id DESC LIMIT 1`)
  return row?.data ?? null
}
