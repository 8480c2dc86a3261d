import sql from 'sql-template-tag'
import type { Role } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface NewInvitation {
  id: string
  tokenHash: Buffer
  /** Null is the first administrator's. */
  email: string | null
  role: Role
  teamIds: number[]
  /** Whose password the link renews; null makes an account. */
  userId: string | null
  createdBy: string | null
  expiresAt: Date
}

export async function insertInvitation(db: Db, invitation: NewInvitation): Promise<void> {
  const { id, tokenHash, email, role, teamIds, userId, createdBy, expiresAt } = invitation
  await db.query(sql`
    INSERT INTO invitation (id, token_hash, email, role, team_ids, user_id, created_by, expires_at)
    VALUES (${id}, ${tokenHash}, ${email}, ${role}, ${teamIds}, ${userId}, ${createdBy}, ${expiresAt})`)
}
