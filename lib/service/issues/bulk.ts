import type { BulkItem, BulkStarted } from '../../contract/bulk.ts'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { Actor } from '../../domain/actor.ts'
import { permissionFor } from '../../domain/issue-action.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { setJobTotal } from '../../store/background/job.ts'
import { insertItems, insertUndoItems, itemsOf } from '../../store/bulk/items.ts'
import { type Db, database } from '../../store/database.ts'
import type { PageKey } from '../../store/issues/order.ts'
import { enqueueJob } from '../background/enqueue.ts'
import { getJob } from '../background/jobs.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { pageOfSearch } from './page.ts'
import { type CountedSearch, countSearch } from './search.ts'

const MAX_ISSUES = 20_000
const PAGE = 2_000

/** What is about one issue and another, or about one thing of an issue, cannot be done to many. */
const ONE_BY_ONE = new Set<IssueAction['type']>(['merge', 'split', 'unlink'])

/** Has the same done to every issue that matches now; those that come to match later are not touched. */
export async function startBulk(
  actor: Actor,
  { q, action }: { q: string; action: IssueAction },
): Promise<Result<BulkStarted>> {
  const refused = refusal(actor, permissionFor(action.type, { status: 'closed' }))
  if (refused) return refused
  if (ONE_BY_ONE.has(action.type)) return err('invalid', 'body.action.type: this is done to one issue at a time.')
  const search = await countSearch(database(), actor, q)
  const misread = misreadOf(search)
  if (misread) return misread
  const matching = await matchingIds(database(), search)
  if (!matching) return err('invalid', `body.q: more than ${MAX_ISSUES} issues match. Narrow it down.`)
  if (matching.length === 0) return err('invalid', 'body.q: no issue matches.')
  return database().transaction(async (tx) => {
    const jobId = await enqueueJob(tx, actor, { kind: 'bulk-action', data: { q, action }, total: matching.length })
    await insertItems(tx, jobId, matching)
    const data = { q, action, total: matching.length }
    await appendAudit(tx, actor, { action: 'issue.bulk', targetType: 'job', targetId: jobId, data })
    return ok({ jobId, total: matching.length })
  })
}

/** A list may leave out what it did not understand, and say so; what changes issues must mean just what was asked. */
function misreadOf({ problems, open }: CountedSearch): Result<never> | null {
  if (problems.length > 0)
    return err('invalid', `body.q: ${problems.join('; ')}. Nothing was changed.`, { location: 'body.q' })
  if (open?.cut) return err('invalid', 'body.q: a word in it stands for too many things. Narrow it down.')
  return null
}

/** Null when there are more than can be done at once. */
async function matchingIds(db: Db, search: CountedSearch): Promise<number[] | null> {
  const ids: number[] = []
  let after: PageKey | null = null
  do {
    const page: { keys: PageKey[]; last: PageKey | null } = await pageOfSearch(db, search, {
      ...{ sort: 'risk', after, limit: PAGE },
    })
    for (const { id } of page.keys) ids.push(id)
    after = page.last
    if (ids.length > MAX_ISSUES) return null
  } while (after)
  return ids
}

export async function bulkResults(
  actor: Actor,
  id: number,
  { outcome, cursor, limit }: { outcome?: 'done' | 'failed' | undefined; cursor?: string | undefined; limit: number },
): Promise<Result<{ rows: BulkItem[]; nextCursor: string | null }>> {
  const job = await bulkJob(actor, id)
  if (!job.ok) return job
  const after = keyOfCursor(cursor, ['number'], (position) => position)
  if (!after.ok) return after
  const found = await itemsOf(database(), id, { outcome: outcome ?? null, after: after.value ?? 0, limit: limit + 1 })
  return ok(pageOfFound(found, limit, ({ position }) => [position]))
}

/** Takes back what can be, where nobody has changed the issue since. */
export async function undoBulk(actor: Actor, id: number): Promise<Result<BulkStarted>> {
  const job = await bulkJob(actor, id)
  if (!job.ok) return job
  if (job.value.finishedAt === null)
    return err('conflict', 'It is under way still. Stop it, or wait until it has ended.')
  return database().transaction(async (tx) => {
    const jobId = await enqueueJob(tx, actor, { kind: 'bulk-action', data: { undoes: id } })
    const total = await insertUndoItems(tx, jobId, id)
    await setJobTotal(tx, jobId, total)
    await appendAudit(tx, actor, {
      action: 'issue.bulk-undo',
      targetType: 'job',
      targetId: jobId,
      data: { undoes: id, total },
    })
    return ok({ jobId, total })
  })
}

async function bulkJob(actor: Actor, id: number) {
  const job = await getJob(actor, id)
  if (job.ok && job.value.kind !== 'bulk-action') return err('not-found', 'There is no such bulk action.')
  return job
}
