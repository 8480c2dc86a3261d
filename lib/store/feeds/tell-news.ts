import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Writes into the stories of these issues what a feed says anew; `reason` goes on after a colon. */
export async function tellNews(tx: Db, news: readonly { issueId: number; reason: string }[], at: Date): Promise<void> {
  if (news.length === 0) return
  await tx.query(sql`
    INSERT INTO timeline_entry (issue_id, at, type, data)
    SELECT id, ${at}, 'feed', jsonb_build_object('reason', reason)
    FROM unnest(${news.map(({ issueId }) => issueId)}::bigint[], ${news.map(({ reason }) => reason)}::text[])
      AS n (id, reason)`)
}
