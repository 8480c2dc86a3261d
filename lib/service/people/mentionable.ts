import type { PersonRef } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { can, refusal, rolesReaching } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { teamOfIssue } from '../../store/issues/team-of.ts'
import { assignablePeople } from '../../store/people/assignable.ts'

const SUGGESTED = 20

/** Who can see an issue, by what was typed of their name: only they can be named in its comments. */
export async function listMentionable(
  actor: Actor,
  issueId: number,
  typed: string,
): Promise<Result<{ rows: PersonRef[] }>> {
  const refused = refusal(actor, 'issue.comment')
  if (refused) return refused
  const issue = await teamOfIssue(database(), issueId)
  if (!issue || !can(actor, 'issue.comment', issue)) return err('not-found', 'There is no such issue.')
  const ofAll = rolesReaching('issue.read', 'all')
  const ofTeam = rolesReaching('issue.read', 'own')
  const people = await assignablePeople(database(), { ofAll, ofTeam, teamId: issue.teamId })
  const sought = typed.trim().toLocaleLowerCase('en')
  return ok({ rows: people.filter(({ name }) => name.toLocaleLowerCase('en').includes(sought)).slice(0, SUGGESTED) })
}
