import { randomUUID } from 'node:crypto'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { deletePasswordLinks } from '../../store/invitations/delete.ts'
import { insertInvitation } from '../../store/invitations/insert.ts'
import { personById } from '../../store/people/list.ts'
import { passwordHashOf } from '../../store/people/password.ts'
import { hashToken } from '../tokens/verify-token.ts'
import { invitationLink, newInvitationToken } from './link.ts'

const HOURS = 24

/** A link with which a person who lost their password chooses a new one. The link is in this answer only. */
export async function createPasswordLink(
  actor: Actor,
  userId: string,
): Promise<Result<{ url: string; expiresAt: string }>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  const token = newInvitationToken()
  const expiresAt = new Date(Date.now() + HOURS * 3_600_000)
  return database().transaction(async (tx) => {
    const person = await personById(tx, userId)
    if (!person) return err('not-found', 'There is no such person.')
    if ((await passwordHashOf(tx, userId)) === null) {
      return err('conflict', `${person.name} signs in through your organisation and has no password here.`)
    }
    await deletePasswordLinks(tx, userId)
    await insertInvitation(tx, {
      id: randomUUID(),
      tokenHash: hashToken(token),
      email: person.email,
      role: person.role,
      teamIds: [],
      userId,
      createdBy: actor.type === 'user' ? actor.id : null,
      expiresAt,
    })
    await appendAudit(tx, actor, { action: 'password.link', targetType: 'user', targetId: userId })
    return ok({ url: invitationLink(token), expiresAt: expiresAt.toISOString() })
  })
}
