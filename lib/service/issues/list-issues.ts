import type { IssueListQuery, IssuePage } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { encodeCursor } from '../../store/cursor.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { readDatabase } from '../../store/read-database.ts'
import { pageKeyOf, pageOfSearch } from './page.ts'
import { issueRow } from './row.ts'
import { countSearch, totalOf } from './search.ts'

/** One page of the queue. */
export async function listIssues(actor: Actor, { q, sort, cursor, limit }: IssueListQuery): Promise<Result<IssuePage>> {
  const refused = refusal(actor, 'issue.read')
  if (refused) return refused
  const after = pageKeyOf(cursor, sort)
  if (!after.ok) return after
  const db = readDatabase()
  const search = await countSearch(db, actor, q)
  const { keys, last } = await pageOfSearch(db, search, { sort, after: after.value, limit })
  const rows = await issueRows(
    db,
    keys.map(({ id }) => id),
  )
  const now = new Date()
  return ok({
    rows: rows.map((row) => issueRow(row, now)),
    nextCursor: last && encodeCursor([sort, last.key, last.id]),
    total: totalOf(search),
    problems: search.problems,
  })
}
