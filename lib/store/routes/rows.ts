import sql, { empty, type Sql } from 'sql-template-tag'
import type { NoticeEvent } from '../../domain/notice.ts'
import type { RouteTiming } from '../../domain/quiet-hours.ts'
import type { RouteFilter } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'
import type { TeamRef } from '../people/signed-in.ts'

export interface StoredRoute {
  id: number
  name: string
  team: TeamRef | null
  provider: string
  settings: Record<string, unknown>
  /** Sealed. */
  secrets: string | null
  events: NoticeEvent[]
  filter: RouteFilter
  timing: RouteTiming
  enabled: boolean
  version: number
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
  endpoint: {
    id: number
    label: string
    failures: number
    retryAt: Date | null
    pausedAt: Date | null
    pauseReason: string | null
    probeAt: Date | null
  }
  /** Messages that wait to be sent, and that were given up. */
  waiting: number
  dead: number
  last: { at: Date; ok: boolean; detail: string } | null
}

/** Enough to say "many". */
const MOST_COUNTED = 1000

/** Routes by name; those of the given teams only, where there is a limit. */
export function routeRows(db: Db, only: { id?: number; teamIds?: readonly number[] | null }): Promise<StoredRoute[]> {
  const where: Sql[] = []
  if (only.id !== undefined) where.push(sql`AND r.id = ${only.id}`)
  if (only.teamIds) where.push(sql`AND r.team_id = ANY(${only.teamIds}::integer[])`)
  return db
    .query<Omit<StoredRoute, 'endpoint' | 'last'> & Flat>(sql`
    SELECT r.id, r.name, r.provider, r.settings, r.secrets, r.events, r.filter, r.timing, r.enabled, r.version,
      u.name AS "createdBy", r.created_at AS "createdAt", r.updated_at AS "updatedAt",
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team,
      e.id AS "endpointId", e.label, e.failures, e.retry_at AS "retryAt", e.paused_at AS "pausedAt",
      e.pause_reason AS "pauseReason", e.probe_at AS "probeAt",
      (SELECT count(*)::int FROM (SELECT FROM outbox o WHERE o.route_id = r.id AND o.delivered_at IS NULL AND o.failed_at IS NULL
        LIMIT ${MOST_COUNTED}) AS w) AS waiting,
      (SELECT count(*)::int FROM (SELECT FROM outbox o WHERE o.route_id = r.id AND o.failed_at IS NOT NULL
        LIMIT ${MOST_COUNTED}) AS d) AS dead,
      last.at AS "lastAt", last.ok AS "lastOk", last.detail AS "lastDetail"
    FROM route r JOIN endpoint e ON e.id = r.endpoint_id
    LEFT JOIN team t ON t.id = r.team_id
    LEFT JOIN "user" u ON u.id = r.created_by
    LEFT JOIN LATERAL (SELECT at, ok, detail FROM delivery d WHERE d.route_id = r.id ORDER BY d.id DESC LIMIT 1) AS last ON true
    WHERE true ${where[0] ?? empty} ${where[1] ?? empty} ORDER BY r.name, r.id`)
    .then((rows) => rows.map(nested))
}

interface Flat {
  endpointId: number
  label: string
  failures: number
  retryAt: Date | null
  pausedAt: Date | null
  pauseReason: string | null
  probeAt: Date | null
  lastAt: Date | null
  lastOk: boolean | null
  lastDetail: string | null
}

function nested(row: Omit<StoredRoute, 'endpoint' | 'last'> & Flat): StoredRoute {
  const { endpointId, label, failures, retryAt, pausedAt, pauseReason, probeAt, lastAt, lastOk, lastDetail, ...route } =
    row
  return {
    ...route,
    endpoint: { id: endpointId, label, failures, retryAt, pausedAt, pauseReason, probeAt },
    last: lastAt && { at: lastAt, ok: lastOk ?? false, detail: lastDetail ?? '' },
  }
}
