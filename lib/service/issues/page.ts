import type { IssueSort } from '../../contract/issues.ts'
import type { Result } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import { listIssueKeys } from '../../store/issues/list.ts'
import { listFoundKeys } from '../../store/issues/list-found.ts'
import { ORDERS, type PageKey, type PageRequest } from '../../store/issues/order.ts'
import { keyOfCursor } from '../list-page.ts'
import type { CountedSearch } from './search.ts'

/** The keys of one page and the key to go on from, null at the end. */
export async function pageOfSearch(
  db: Db,
  search: CountedSearch,
  request: PageRequest,
): Promise<{ keys: PageKey[]; last: PageKey | null }> {
  const more = { ...request, limit: request.limit + 1 }
  const found = search.open
    ? await listFoundKeys(db, search.open, search.found, search.matching, search.all, more)
    : await listIssueKeys(db, search.matching, search.all, more)
  const keys = found.slice(0, request.limit)
  return { keys, last: found.length > request.limit ? (keys.at(-1) ?? null) : null }
}

/** Where a cursor of the queue points; it must have been made with the same sort. */
export function pageKeyOf(cursor: string | undefined, sort: IssueSort): Result<PageKey | null> {
  return keyOfCursor(cursor, ['string', 'string', 'number'], (by, key, id) =>
    by === sort && ORDERS[sort].isKey(key) ? { key, id } : null,
  )
}
