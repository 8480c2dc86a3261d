import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface DeadLetterRow {
  id: number
  route: { id: number; name: string }
  teamId: number | null
  title: string
  url: string
  attempts: number
  createdAt: Date
  failedAt: Date
  reason: string
}

/** Messages that were given up, newest first; those of these teams' routes only, where there is a limit. */
export function deadLetters(db: Db, teamIds: readonly number[] | null, limit: number): Promise<DeadLetterRow[]> {
  return db.query(sql`
    SELECT o.id, json_build_object('id', r.id, 'name', r.name) AS route, r.team_id AS "teamId", o.notice ->> 'title' AS title,
      o.notice ->> 'url' AS url, o.attempts, o.created_at AS "createdAt", o.failed_at AS "failedAt", COALESCE(o.last_error, '') AS reason
    FROM outbox o JOIN route r ON r.id = o.route_id
    WHERE o.failed_at IS NOT NULL AND (${teamIds}::integer[] IS NULL OR r.team_id = ANY(${teamIds}::integer[]))
    ORDER BY o.id DESC LIMIT ${limit}`)
}

/** The routes of dead letters. */
export function routesOfDeadLetters(
  db: Db,
  ids: readonly number[],
): Promise<{ id: number; routeId: number; teamId: number | null }[]> {
  return db.query(sql`
    SELECT o.id, o.route_id AS "routeId", r.team_id AS "teamId" FROM outbox o JOIN route r ON r.id = o.route_id
    WHERE o.id = ANY(${ids}::bigint[]) AND o.failed_at IS NOT NULL`)
}

/** Sends dead letters again, as if they were new: these, or all of a route where `ids` is null. How many. */
export async function replayMessages(db: Db, routeId: number, ids: readonly number[] | null): Promise<number> {
  const rows = await db.query(sql`
    UPDATE outbox SET failed_at = NULL, attempts = 0, created_at = now(), next_attempt_at = now()
    WHERE route_id = ${routeId} AND failed_at IS NOT NULL AND (${ids}::bigint[] IS NULL OR id = ANY(${ids}::bigint[])) RETURNING id`)
  return rows.length
}
