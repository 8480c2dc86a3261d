import type { Person } from '../../contract/people.ts'
import type { Actor, Role } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { listPeople, type PersonRow, personById } from '../../store/people/list.ts'
import { lockAdmins } from '../../store/people/lock-admins.ts'
import { setDisabled } from '../../store/people/set-disabled.ts'
import { setRole } from '../../store/people/set-role.ts'
import { setTeams } from '../../store/people/set-teams.ts'
import { endSessions } from '../../store/sessions/end.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { missingTeams } from '../teams/missing-teams.ts'

function personOf(row: PersonRow): Person {
  return {
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

export async function listUsers(
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<Result<{ rows: Person[]; nextCursor: string | null }>> {
  const refused = refusal(actor, 'user.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['string'], (email) => email)
  if (!after.ok) return after
  const found = await listPeople(database(), after.value, query.limit + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ email }) => [email])
  return ok({ rows: rows.map(personOf), nextCursor })
}

export interface UserChange {
  role?: Role | undefined
  teamIds?: number[] | undefined
  disabled?: boolean | undefined
}

/** Changes what a person may do. Somebody who can administer always remains. */
export async function updateUser(actor: Actor, id: string, change: UserChange): Promise<Result<Person>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const admins = await lockAdmins(tx)
    const before = await personById(tx, id)
    if (!before) return err('not-found', 'There is no such person.')
    const staysAdmin = (change.role ?? before.role) === 'admin' && !(change.disabled ?? before.disabledAt !== null)
    if (!staysAdmin && admins.length === 1 && admins[0] === id) {
      return err('conflict', 'This is the last administrator. Make somebody else one first.')
    }
    const missing = await missingTeams(tx, change.teamIds ?? [])
    if (missing) return missing
    await apply(tx, id, change)
    await appendAudit(tx, actor, { action: 'user.update', targetType: 'user', targetId: id, data: { ...change } })
    const after = await personById(tx, id)
    return after ? ok(personOf(after)) : err('not-found', 'There is no such person.')
  })
}

async function apply(tx: Db, id: string, change: UserChange): Promise<void> {
  if (change.role !== undefined) await setRole(tx, id, change.role)
  if (change.teamIds !== undefined) await setTeams(tx, id, change.teamIds)
  if (change.disabled !== undefined) await setDisabled(tx, id, change.disabled)
  if (change.disabled) await endSessions(tx, id)
}

export async function endUserSessions(actor: Actor, id: string): Promise<Result<{ ended: number }>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    if (!(await personById(tx, id))) return err('not-found', 'There is no such person.')
    const ended = await endSessions(tx, id)
    await appendAudit(tx, actor, { action: 'session.end', targetType: 'user', targetId: id, data: { ended } })
    return ok({ ended })
  })
}
