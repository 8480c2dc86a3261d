import sql from 'sql-template-tag'
import type { EventStatus } from '../../contract/ingest.ts'
import type { Db } from '../database.ts'

export interface EventStatusRow {
  status: EventStatus['status']
  receivedAt: Date
  clusterId: number | null
  problem: string | null
}

/** An event by its id and the millisecond in which it happened; the id tells that one, see lib/service/ingest/event-id.ts. */
export async function eventStatus(db: Db, id: string, atMs: number): Promise<EventStatusRow | null> {
  const [row] = await db.query<EventStatusRow>(sql`
    SELECT e.received_at AS "receivedAt", e.cluster_id AS "clusterId", b.problem_message AS problem,
      coalesce(b.status, 'processed') AS status
    FROM raw_event e LEFT JOIN event_batch b ON b.id = e.batch_id
    WHERE e.id = ${id} AND e.at >= ${new Date(atMs)} AND e.at < ${new Date(atMs + 1)}`)
  return row ?? null
}
