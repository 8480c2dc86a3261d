import type { IssueSuggestions, SuggestField } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { suggestValues } from '../../store/issues/suggest.ts'

/** Values that an open-ended filter could take. */
export async function suggestIssueValues(
  actor: Actor,
  { field, prefix }: { field: SuggestField; prefix: string },
): Promise<Result<IssueSuggestions>> {
  const refused = refusal(actor, 'issue.read')
  if (refused) return refused
  return ok({ values: await suggestValues(database(), field, prefix, teamLimit(actor, 'issue.read')) })
}
