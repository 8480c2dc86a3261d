import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export async function markInvitationUsed(db: Db, id: string): Promise<void> {
  await db.query(sql`UPDATE invitation SET used_at = now() WHERE id = ${id}`)
}
