import sql from 'sql-template-tag'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

/** An event of something that is no issue. */
export interface EventAbout {
  event: string
  teamId: number | null
  environment: Environment | string | null
  clusterIds: readonly number[]
  /** `thing` (`load:team:3`), `title` and `path` are what a route says of it. */
  data: { thing: string; title: string; path: string; [name: string]: unknown }
}

/** Appends events to the log. To be called last: the lock is that of `state_log_flush`, after which nothing is waited for. */
export async function insertEventsAbout(tx: Db, events: readonly EventAbout[], at: Date): Promise<void> {
  if (events.length === 0) return
  await tx.query(sql`SELECT pg_advisory_xact_lock_shared(7404)`)
  await tx.query(sql`
    INSERT INTO state_log (at, event, team_id, environment, cluster_ids, data)
    SELECT ${at}, e.event, e.team_id, e.environment, ARRAY(SELECT jsonb_array_elements_text(e.clusters)::integer), e.data
    FROM unnest(${events.map(({ event }) => event)}::text[], ${events.map(({ teamId }) => teamId)}::integer[],
      ${events.map(({ environment }) => environment)}::text[], ${events.map(({ clusterIds }) => JSON.stringify(clusterIds))}::jsonb[],
      ${events.map(({ data }) => JSON.stringify(data))}::jsonb[]) AS e (event, team_id, environment, clusters, data)`)
}
