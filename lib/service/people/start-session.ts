import type { Role } from '../../domain/actor.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { forgetAttempts } from '../../store/people/forget-sign-in-attempts.ts'
import { setRole } from '../../store/people/set-role.ts'
import { setTeams } from '../../store/people/set-teams.ts'
import { signedInUser } from '../../store/people/signed-in.ts'
import { teamIdsOfSlugs } from '../../store/teams/ids-of-slugs.ts'

/**
 * Notes that a person signs in, after taking over the role and teams that their identity provider gives. False when they may not:
 * gone or disabled.
 */
export async function startSession(
  userId: string,
  grants: { role: Role | null; teamSlugs: string[] | null } | null,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    if (grants?.role) await setRole(tx, userId, grants.role)
    if (grants?.teamSlugs) await setTeams(tx, userId, await teamIdsOfSlugs(tx, grants.teamSlugs))
    const person = await signedInUser(tx, userId)
    if (!person) return false
    await forgetAttempts(tx, userId)
    const data = {
      role: person.actor.role,
      teams: person.teams.map((team) => team.slug),
      by: grants ? 'oidc' : 'password',
    }
    await appendAudit(tx, person.actor, { action: 'session.start', targetType: 'user', targetId: userId, data })
    return true
  })
}
