import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Takes back an invitation that nobody has used; false when there is none. */
export async function deleteInvitation(db: Db, id: string): Promise<boolean> {
  const rows = await db.query(
    sql`DELETE FROM invitation WHERE id = ${id} AND used_at IS NULL AND expires_at > now() RETURNING id`,
  )
  return rows.length === 1
}

/** Takes back the links with which a person could renew their password. */
export async function deletePasswordLinks(db: Db, userId: string): Promise<void> {
  await db.query(sql`DELETE FROM invitation WHERE user_id = ${userId} AND used_at IS NULL`)
}

/** Takes back every link for a first administrator. */
export async function deleteFirstAdminInvitations(db: Db): Promise<void> {
  await db.query(sql`DELETE FROM invitation WHERE email IS NULL AND used_at IS NULL`)
}
