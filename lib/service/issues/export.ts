import type { IssueRow, IssueSort } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { PageKey } from '../../store/issues/order.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { readDatabase } from '../../store/read-database.ts'
import { pageOfSearch } from './page.ts'
import { issueRow } from './row.ts'
import { countSearch } from './search.ts'

const BATCH = 500

/** Every matching issue in the queue's order, batch by batch; each batch is read when the one before was taken. */
export async function exportIssues(
  actor: Actor,
  { q, sort }: { q: string; sort: IssueSort },
): Promise<Result<AsyncGenerator<IssueRow[]>>> {
  const refused = refusal(actor, 'issue.read')
  if (refused) return refused
  return ok(batches(actor, q, sort))
}

async function* batches(actor: Actor, q: string, sort: IssueSort): AsyncGenerator<IssueRow[]> {
  const db = readDatabase()
  const search = await countSearch(db, actor, q)
  const now = new Date()
  let after: PageKey | null = null
  do {
    const page: { keys: PageKey[]; last: PageKey | null } = await pageOfSearch(db, search, {
      sort,
      after,
      limit: BATCH,
    })
    const rows = await issueRows(
      db,
      page.keys.map(({ id }) => id),
    )
    yield rows.map((row) => issueRow(row, now))
    after = page.last
  } while (after)
}
