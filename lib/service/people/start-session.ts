import type { Grants } from '../../domain/oidc-grants.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { forgetAttempts } from '../../store/people/forget-sign-in-attempts.ts'
import { setRole } from '../../store/people/set-role.ts'
import { setGroupTeams } from '../../store/people/set-teams.ts'
import { signedInUser } from '../../store/people/signed-in.ts'
import { teamsOfGroups } from '../../store/people/teams-of-groups.ts'

/**
 * Notes that a person signs in, after taking over the role and the teams that their identity provider gives; a team that a
 * group gave goes with the group, one that a person gave stays. False when they may not sign in: gone or disabled.
 */
export async function startSession(userId: string, grants: Grants | null): Promise<boolean> {
  return database().transaction(async (tx) => {
    if (grants?.role) await setRole(tx, userId, grants.role)
    if (grants) await setGroupTeams(tx, userId, await teamsOfGroups(tx, grants))
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
