import type { PersonRef } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, rolesReaching } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { assignablePeople } from '../../store/people/assignable.ts'

/** Who may hold an issue of this team, or one that nobody owns: whoever could change it. Names only, because every team asks. */
export async function listAssignees(
  actor: Actor,
  { teamId = null }: { teamId?: number | null | undefined },
): Promise<Result<{ rows: PersonRef[] }>> {
  const refused = refusal(actor, 'issue.assign', { teamId })
  if (refused) return refused
  const ofAll = rolesReaching('issue.assign', 'all')
  const ofTeam = rolesReaching('issue.assign', 'own')
  return ok({ rows: await assignablePeople(database(), { ofAll, ofTeam, teamId }) })
}
