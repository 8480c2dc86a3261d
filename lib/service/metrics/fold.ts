import { isDeepStrictEqual } from 'node:util'
import { CellSums } from '../../domain/metrics/cells.ts'
import type { Fact } from '../../domain/metrics/fact.ts'
import { factsOf } from '../../domain/metrics/facts-of.ts'
import { type Database, database, type Tx } from '../../store/database.ts'
import { addToCells } from '../../store/metrics/add-to-cells.ts'
import { entriesOf } from '../../store/metrics/entries-of.ts'
import { factsOfIssues, replaceFacts } from '../../store/metrics/facts.ts'
import { advanceReader, endOfStateLog, readStateLog } from '../../store/state-log/read-after.ts'

/** The name under which the log is read for the figures. */
export const METRICS_READER = 'metrics'

/** Entries of one transaction: a second's work, so that a backlog is caught up with and other jobs get their turn. */
const ENTRIES_AT_ONCE = 4_000

/**
 * Counts what the log has told since the last time, in the transaction that notes how far it was read: nothing is counted twice
 * or left out. What is counted of an issue is worked out anew from all its entries, and only the difference goes to the sums.
 */
export async function foldMetrics(limit = ENTRIES_AT_ONCE, db: Database = database()): Promise<'more' | 'idle'> {
  const end = await endOfStateLog(db)
  return db.transaction(async (tx) => {
    const entries = await readStateLog(tx, METRICS_READER, end, limit)
    const last = entries.at(-1)
    if (!last) return 'idle'
    await countAnew(tx, [...new Set(entries.flatMap(({ issueId }) => issueId ?? []))])
    await advanceReader(tx, METRICS_READER, last.id)
    return entries.length >= limit ? 'more' : 'idle'
  })
}

async function countAnew(tx: Tx, issueIds: readonly number[]): Promise<void> {
  const before = await factsOfIssues(tx, issueIds)
  const entries = Map.groupBy(await entriesOf(tx, issueIds), ({ issueId }) => issueId)
  const sums = new CellSums()
  const changed = new Map<number, Fact[]>()
  for (const issueId of issueIds) {
    const was = before.get(issueId) ?? []
    const is = factsOf(entries.get(issueId) ?? [])
    if (isDeepStrictEqual(was, is)) continue
    for (const fact of was) sums.add(fact, -1)
    for (const fact of is) sums.add(fact, 1)
    changed.set(issueId, is)
  }
  await replaceFacts(tx, changed)
  await addToCells(tx, sums.changed())
}
