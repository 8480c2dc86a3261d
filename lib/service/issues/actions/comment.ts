import { can } from '../../../domain/permission.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { insertMentions } from '../../../store/issues/mention.ts'
import { activePerson } from '../../../store/issues/person.ts'
import { insertStateEvents } from '../../../store/state-log/insert.ts'
import { type Applied, type Doing, userIdOf } from './applied.ts'

/** Says something, and tells the people whom it names: by a note in Plimsoll, and by an event that routes carry. */
export async function comment(doing: Doing, text: string, mentions: readonly string[]): Promise<Result<Applied>> {
  const { tx, actor, issue, now } = doing
  const people: { id: string; name: string }[] = []
  for (const id of new Set(mentions)) {
    const person = await activePerson(tx, id)
    if (!person) return err('invalid', 'body.action.mentions: there is no such person, or they can no longer sign in.')
    if (!can(person, 'issue.read', { teamId: issue.teamId }))
      return err('invalid', `body.action.mentions: ${person.name} may not see this issue.`)
    people.push({ id, name: person.name })
  }
  const by = userIdOf(doing)
  const others = people.filter(({ id }) => id !== by)
  await insertMentions(
    tx,
    others.map(({ id }) => ({ userId: id, issueId: issue.id, by, text, at: now })),
  )
  await insertStateEvents(
    tx,
    others.map(({ id, name }) => ({
      ...{ at: now, event: 'mentioned', issueId: issue.id },
      data: { userId: id, name, by: actor.name, text },
    })),
  )
  return ok({ entry: { type: 'comment', data: { text, mentions: people } }, undo: null })
}
