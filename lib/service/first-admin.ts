import { randomUUID } from 'node:crypto'
import { appendAudit } from '../store/audit/append.ts'
import { type Database, database } from '../store/database.ts'
import { deleteFirstAdminInvitations } from '../store/invitations/delete.ts'
import { insertInvitation } from '../store/invitations/insert.ts'
import { anyPerson } from '../store/people/any.ts'
import { invitationLink, newInvitationToken } from './invitations/link.ts'
import { hashToken } from './tokens/verify-token.ts'

const HOURS = 24

/**
 * The link with which the first administrator signs up, while nobody has an account; null afterwards. Each call makes a new one
 * and ends the ones before. Whoever starts Plimsoll sees it, so it is printed there and nowhere else.
 */
export async function firstAdminLink(db: Database = database()): Promise<string | null> {
  const token = newInvitationToken()
  const made = await db.transaction(async (tx) => {
    if (await anyPerson(tx)) return false
    await deleteFirstAdminInvitations(tx)
    const id = randomUUID()
    const expiresAt = new Date(Date.now() + HOURS * 3_600_000)
    await insertInvitation(tx, {
      id,
      tokenHash: hashToken(token),
      email: null,
      role: 'admin',
      teamIds: [],
      userId: null,
      createdBy: null,
      expiresAt,
    })
    await appendAudit(
      tx,
      { type: 'system', name: 'start' },
      { action: 'invitation.create', targetType: 'invitation', targetId: id, data: { role: 'admin' } },
    )
    return true
  })
  return made ? invitationLink(token) : null
}

/** Whether nobody has an account yet. */
export async function needsFirstAdmin(): Promise<boolean> {
  return !(await anyPerson(database()))
}
