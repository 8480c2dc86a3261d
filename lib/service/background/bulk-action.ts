import sql from 'sql-template-tag'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { UserActor } from '../../domain/actor.ts'
import { log } from '../../observe/log.ts'
import type { StepTaken, StoredJob } from '../../store/background/job.ts'
import { type ItemOutcome, nextItems, setOutcome, type WaitingItem } from '../../store/bulk/items.ts'
import type { Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { activePerson } from '../../store/issues/person.ts'
import { actWithin } from '../issues/act.ts'

/** As many as hold the engine's lock for a moment only: reports wait meanwhile. */
const AT_ONCE = 25

/**
 * Does one thing to the next issues of a bulk action, as the person who asked, with what they may do now. Each answers for
 * itself: an issue that changed since it was asked for stays as it is, and so does one of which something fails.
 */
export async function bulkStep(tx: Tx, job: StoredJob): Promise<StepTaken> {
  await lockEngine(tx)
  const items = await nextItems(tx, job.id, AT_ONCE)
  const person = job.createdBy === null ? null : await activePerson(tx, job.createdBy)
  let failed = 0
  for (const item of items) {
    const action = item.action ?? (job.data.action as IssueAction)
    const came: ItemOutcome = person
      ? await actOnItem(tx, person, item, action)
      : { outcome: 'failed', detail: 'Who asked for it can no longer sign in.' }
    if (came.outcome === 'failed') failed += 1
    await setOutcome(tx, job.id, item, came)
  }
  return {
    ...{ done: items.length, failed, finished: items.length < AT_ONCE },
    cursor: { position: items.at(-1)?.position ?? null },
  }
}

async function actOnItem(tx: Tx, person: UserActor, item: WaitingItem, action: IssueAction): Promise<ItemOutcome> {
  await tx.query(sql`SAVEPOINT item`)
  try {
    const { issueId: id, version } = item
    const result = await actWithin(tx, person, { id, version, action }, new Date())
    await tx.query(sql`RELEASE SAVEPOINT item`)
    return result.ok
      ? { outcome: 'done', undo: result.value.undo }
      : { outcome: 'failed', detail: result.failure.detail }
  } catch (error) {
    await tx.query(sql`ROLLBACK TO SAVEPOINT item`)
    log.error({ err: error, issueId: item.issueId, action: action.type }, 'an item of a bulk action failed')
    return { outcome: 'failed', detail: 'Plimsoll failed at this one. Its log has the details.' }
  }
}
