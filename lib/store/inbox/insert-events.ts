import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface NewEvent {
  id: string
  /** ISO 8601 with at most microseconds: it is part of the key. */
  at: string
  source: string
  clusterId: number | null
  tokenId: string | null
  body: Buffer
}

/**
 * Stores events as one batch for the worker, in one statement and so in one commit. Events that are there already stay as
 * they are. The bodies travel as one binary value, which costs half of what an array of them would. The worker is told apart
 * from it (`signalInbox`): commits that notify wait for each other.
 */
export async function insertEvents(db: Db, unordered: readonly NewEvent[]): Promise<void> {
  // Two commits that hold the same events take them in the same order, or each would wait for the other.
  const events = unordered.toSorted(byKey)
  const starts: number[] = []
  const sizes: number[] = []
  let length = 1
  for (const { body } of events) {
    starts.push(length)
    sizes.push(body.length)
    length += body.length
  }
  const times = events.map(({ at }) => at)
  await db.query(sql`
    WITH batch AS (
      INSERT INTO event_batch (first_at, last_at, events)
      SELECT min(at), max(at), ${events.length} FROM unnest(${times}::timestamptz[]) AS at
      RETURNING id
    )
    INSERT INTO raw_event (at, id, batch_id, source, cluster_id, token_id, body)
    SELECT e.at, e.id, batch.id, e.source, e.cluster_id, e.token_id,
      substring(${Buffer.concat(events.map(({ body }) => body))}::bytea FROM e.start FOR e.size)
    FROM batch, unnest(${times}::timestamptz[], ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ source }) => source)}::text[], ${events.map(({ clusterId }) => clusterId)}::int[],
      ${events.map(({ tokenId }) => tokenId)}::uuid[], ${starts}::int[], ${sizes}::int[])
      AS e (at, id, source, cluster_id, token_id, start, size)
    ON CONFLICT (at, id) DO NOTHING`)
}

function byKey(a: NewEvent, b: NewEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : 1
}
