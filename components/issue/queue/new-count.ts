import type { IssuePage } from '../../../lib/contract/issues.ts'

/**
 * How many issues came since the pages were read, told from the first page as it is now. A row that was below the last
 * one read and only moved up is no new one.
 */
export function newCount(read: readonly IssuePage[], now: IssuePage): number {
  const seen = new Set(read.flatMap((page) => page.rows.map((row) => row.id)))
  const complete = read.at(-1)?.nextCursor === null
  const lastSeen = complete ? now.rows.length : now.rows.findLastIndex((row) => seen.has(row.id))
  const unseen = now.rows.slice(0, lastSeen === -1 ? now.rows.length : lastSeen).filter((row) => !seen.has(row.id))
  const before = read[0]?.total
  const grown = before && !before.bounded && !now.total.bounded ? now.total.value - before.value : 0
  return Math.max(unseen.length, grown)
}
