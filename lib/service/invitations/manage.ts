import { randomUUID } from 'node:crypto'
import type { Invitation } from '../../contract/people.ts'
import type { Actor, Role } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { deleteInvitation } from '../../store/invitations/delete.ts'
import { insertInvitation } from '../../store/invitations/insert.ts'
import { type InvitationRow, invitationById, usableInvitations } from '../../store/invitations/usable.ts'
import { hasAccount } from '../../store/people/any.ts'
import { missingTeams } from '../teams/missing-teams.ts'
import { hashToken } from '../tokens/verify-token.ts'
import { invitationLink, newInvitationToken } from './link.ts'

function invitationOf(row: InvitationRow): Invitation {
  const { userId, createdAt, expiresAt, ...rest } = row
  const purpose = userId === null ? 'join' : 'password'
  return { ...rest, purpose, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }
}

export async function listInvitations(actor: Actor): Promise<Result<{ rows: Invitation[] }>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  return ok({ rows: (await usableInvitations(database())).map(invitationOf) })
}

/** Invites one address. The link is in this answer only. */
export async function createInvitation(
  actor: Actor,
  wish: { email: string; role: Role; teamIds: number[]; days: number },
): Promise<Result<Invitation & { url: string }>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  const token = newInvitationToken()
  const id = randomUUID()
  return database().transaction(async (tx) => {
    if (await hasAccount(tx, wish.email)) return err('conflict', `${wish.email} has an account already.`)
    const missing = await missingTeams(tx, wish.teamIds)
    if (missing) return missing
    await insertInvitation(tx, {
      id,
      tokenHash: hashToken(token),
      email: wish.email,
      role: wish.role,
      teamIds: wish.teamIds,
      userId: null,
      createdBy: actor.type === 'user' ? actor.id : null,
      expiresAt: new Date(Date.now() + wish.days * 86_400_000),
    })
    await appendAudit(tx, actor, {
      action: 'invitation.create',
      targetType: 'invitation',
      targetId: id,
      data: { ...wish },
    })
    const row = await invitationById(tx, id)
    if (!row) throw new Error(`invitation ${id} is not there after its insert`)
    return ok({ ...invitationOf(row), url: invitationLink(token) })
  })
}

export async function revokeInvitation(actor: Actor, id: string): Promise<Result<undefined>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    if (!(await deleteInvitation(tx, id))) {
      return err('not-found', 'There is no such invitation; it may be used, expired or taken back.')
    }
    await appendAudit(tx, actor, { action: 'invitation.revoke', targetType: 'invitation', targetId: id })
    return ok(undefined)
  })
}
