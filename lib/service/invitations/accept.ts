import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { Role } from '../../domain/actor.ts'
import { passwordProblem } from '../../domain/password.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { deleteFirstAdminInvitations } from '../../store/invitations/delete.ts'
import { markInvitationUsed } from '../../store/invitations/mark-used.ts'
import { type InvitationRow, invitationByHash } from '../../store/invitations/usable.ts'
import { anyPerson } from '../../store/people/any.ts'
import { forgetAttempts } from '../../store/people/forget-sign-in-attempts.ts'
import { insertPerson } from '../../store/people/insert.ts'
import { setPasswordHash } from '../../store/people/password.ts'
import { setTeams } from '../../store/people/set-teams.ts'
import { signedInUser } from '../../store/people/signed-in.ts'
import { endSessions } from '../../store/sessions/end.ts'
import { hashToken } from '../tokens/verify-token.ts'

const GONE = err('gone', 'This invitation is used, expired or taken back. Ask your administrator for a new one.')

export interface Offer {
  email: string | null
  role: Role
  teams: string[]
  expiresAt: string
  purpose: 'join' | 'password'
}

/** What a link offers, to whoever holds it. */
export async function lookUpInvitation(token: string): Promise<Result<Offer>> {
  const found = await invitationByHash(database(), hashToken(token))
  if (!found) return GONE
  const { email, role, teams, expiresAt, userId } = found
  return ok({
    email,
    role,
    teams: teams.map((team) => team.name),
    expiresAt: expiresAt.toISOString(),
    purpose: userId === null ? 'join' : 'password',
  })
}

export interface Acceptance {
  token: string
  name: string
  /** Lower-case. */
  email: string
  password: string
}

/** Makes the account, or sets the password, that the link offers. Who holds the link is the actor; two who use it at once get one account. */
export async function acceptInvitation(acceptance: Acceptance): Promise<Result<{ email: string }>> {
  const offered = await invitationByHash(database(), hashToken(acceptance.token))
  if (!offered) return GONE
  const problem = passwordProblem(acceptance.password, acceptance)
  if (problem) return err('invalid', problem, { location: 'body.password' })
  const passwordHash = await hashPassword(acceptance.password)
  return database().transaction(async (tx) => {
    const invitation = await invitationByHash(tx, hashToken(acceptance.token), { lock: true })
    if (!invitation || (invitation.email === null && (await anyPerson(tx)))) return GONE
    if (invitation.email !== null && invitation.email !== acceptance.email) {
      return err('invalid', `This invitation is for ${invitation.email}.`, { location: 'body.email' })
    }
    if (invitation.userId !== null) return renewPassword(tx, invitation, invitation.userId, passwordHash)
    return createPerson(tx, invitation, acceptance, passwordHash)
  })
}

async function createPerson(
  tx: Db,
  invitation: InvitationRow,
  { name, email }: Acceptance,
  passwordHash: string,
): Promise<Result<{ email: string }>> {
  const id = randomUUID()
  const { role, teams } = invitation
  if (!(await insertPerson(tx, { id, name, email, role, passwordHash }))) {
    return err('conflict', `${email} has an account already. Sign in with it.`)
  }
  const teamIds = teams.map((team) => team.id)
  await setTeams(tx, id, teamIds)
  await markInvitationUsed(tx, invitation.id)
  if (invitation.email === null) await deleteFirstAdminInvitations(tx)
  const actor = { type: 'user' as const, id, name, email, role, teamIds }
  const data = { email, role, teamIds, invitation: invitation.id }
  await appendAudit(tx, actor, { action: 'user.create', targetType: 'user', targetId: id, data })
  return ok({ email })
}

/** Whoever was signed in to the account is signed out. */
async function renewPassword(
  tx: Db,
  invitation: InvitationRow,
  userId: string,
  passwordHash: string,
): Promise<Result<{ email: string }>> {
  const person = await signedInUser(tx, userId)
  if (!person) return GONE
  await setPasswordHash(tx, userId, passwordHash)
  await forgetAttempts(tx, userId)
  const ended = await endSessions(tx, userId)
  await markInvitationUsed(tx, invitation.id)
  const data = { ended, invitation: invitation.id }
  await appendAudit(tx, person.actor, { action: 'password.renew', targetType: 'user', targetId: userId, data })
  return ok({ email: person.actor.email })
}
