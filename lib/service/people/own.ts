import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Me, OwnSession } from '../../contract/me.ts'
import type { Actor, UserActor } from '../../domain/actor.ts'
import { passwordProblem } from '../../domain/password.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { forgetAttempts } from '../../store/people/forget-sign-in-attempts.ts'
import { passwordHashOf, setPasswordHash } from '../../store/people/password.ts'
import { signedInUser } from '../../store/people/signed-in.ts'
import { endSessions } from '../../store/sessions/end.ts'
import { sessionsOf } from '../../store/sessions/list.ts'
import { countSignInAttempt } from './count-sign-in-attempt.ts'

/** What a person may do with their own account needs no permission; anybody else has no account of their own. */
function ownRefusal(actor: Actor) {
  return err('forbidden', `This is about a person’s own account; ${actor.name} has none.`)
}

export async function getMe(actor: Actor): Promise<Result<Me>> {
  if (actor.type !== 'user') return ownRefusal(actor)
  const person = await signedInUser(database(), actor.id)
  if (!person) return err('unauthenticated', 'This account is disabled.')
  const hasPassword = (await passwordHashOf(database(), actor.id)) !== null
  const { id, name, email, role } = person.actor
  return ok({ id, name, email, role, teams: person.teams, hasPassword })
}

export async function listOwnSessions(actor: Actor, currentId: string | null): Promise<Result<{ rows: OwnSession[] }>> {
  if (actor.type !== 'user') return ownRefusal(actor)
  const rows = await sessionsOf(database(), actor.id)
  return ok({
    rows: rows.map((row) => ({
      ...row,
      current: row.id === currentId,
      startedAt: row.startedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
  })
}

export async function endOwnSession(actor: Actor, sessionId: string): Promise<Result<undefined>> {
  if (actor.type !== 'user') return ownRefusal(actor)
  return database().transaction(async (tx) => {
    const ended = await endSessions(tx, actor.id, { only: sessionId })
    if (ended === 0) return err('not-found', 'You have no such session; it may have ended already.')
    await appendAudit(tx, actor, { action: 'session.end', targetType: 'user', targetId: actor.id, data: { ended } })
    return ok(undefined)
  })
}

/** Ends all of a person's sessions but the one they ask from. */
export async function endOtherSessions(actor: Actor, currentId: string | null): Promise<Result<{ ended: number }>> {
  if (actor.type !== 'user') return ownRefusal(actor)
  return database().transaction(async (tx) => {
    const ended = await endSessions(tx, actor.id, currentId === null ? {} : { except: currentId })
    await appendAudit(tx, actor, { action: 'session.end', targetType: 'user', targetId: actor.id, data: { ended } })
    return ok({ ended })
  })
}

/** Wrong current passwords count like failed sign-ins, so that a session left open is no way to guess. */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; newPassword: string; sessionId: string | null },
): Promise<Result<undefined>> {
  if (actor.type !== 'user') return ownRefusal(actor)
  const problem = passwordProblem(input.newPassword, actor)
  if (problem) return err('invalid', problem, { location: 'body.newPassword' })
  const checked = await checkPassword(actor, input.currentPassword)
  if (!checked.ok) return checked
  const hash = await hashPassword(input.newPassword)
  return database().transaction(async (tx) => {
    await setPasswordHash(tx, actor.id, hash)
    await forgetAttempts(tx, actor.id)
    const ended = await endSessions(tx, actor.id, input.sessionId === null ? {} : { except: input.sessionId })
    await appendAudit(tx, actor, { action: 'password.change', targetType: 'user', targetId: actor.id, data: { ended } })
    return ok(undefined)
  })
}

async function checkPassword(actor: UserActor, password: string): Promise<Result<undefined>> {
  const lockedUntil = await countSignInAttempt(actor.email, new Date())
  if (lockedUntil) {
    const retryAfterSeconds = Math.max(1, Math.ceil((lockedUntil.getTime() - Date.now()) / 1000))
    return err('locked', 'Too many wrong passwords for this account. Wait, then try again.', { retryAfterSeconds })
  }
  const hash = await passwordHashOf(database(), actor.id)
  if (hash === null) return err('invalid', 'You sign in through your organisation; change the password there.')
  if (await verifyPassword({ hash, password })) return ok(undefined)
  return err('invalid', 'The current password is not right.', { location: 'body.currentPassword' })
}
