import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Whether something sees the issue now, or it is closed or dismissed anyway. */
export async function hasActiveSighting(tx: Db, issueId: number): Promise<boolean> {
  const rows = await tx.query(sql`
    SELECT FROM issue i WHERE i.id = ${issueId} AND (i.status IN ('closed', 'dismissed')
      OR EXISTS (SELECT FROM sighting s WHERE s.issue_id = i.id AND s.ended_at IS NULL))`)
  return rows.length > 0
}
