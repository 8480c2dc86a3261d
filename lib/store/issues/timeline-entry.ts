import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export type TimelineEntryType = 'comment' | 'assigned' | 'team' | 'excepted' | 'dismissed' | 'handled' | 'reopened'

/** Notes what a person did to an issue. */
export async function insertTimelineEntry(
  tx: Db,
  entry: { issueId: number; at: Date; type: TimelineEntryType; userId: string | null; data: Record<string, unknown> },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO timeline_entry (issue_id, at, type, user_id, data)
    VALUES (${entry.issueId}, ${entry.at}, ${entry.type}, ${entry.userId}, ${JSON.stringify(entry.data)}::jsonb)`)
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
