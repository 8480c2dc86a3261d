import type { Mention } from '../../contract/issue-actions.ts'
import type { UserActor } from '../../domain/actor.ts'
import { teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { mentionsOf, noteMentionsRead } from '../../store/issues/mention.ts'

const SHOWN = 50

/** Where a person was named, in issues that they may see now. */
export async function listMentions(actor: UserActor): Promise<Result<{ rows: Mention[] }>> {
  const rows = await mentionsOf(database(), actor.id, teamLimit(actor, 'issue.read'), SHOWN)
  return ok({
    rows: rows.map(({ readAt, at, ...mention }) => ({ ...mention, at: at.toISOString(), read: readAt !== null })),
  })
}

/** Nobody else sees what a person has read, so it leaves no trace in the audit log. */
export async function readMentions(actor: UserActor, upTo: number): Promise<Result<undefined>> {
  await noteMentionsRead(database(), actor.id, upTo, new Date())
  return ok(undefined)
}
