import sql from 'sql-template-tag'
import type { NoticeEvent } from '../../domain/notice.ts'
import type { RouteTiming } from '../../domain/quiet-hours.ts'
import type { RouteFilter } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'

export interface RouteValues {
  name: string
  teamId: number | null
  provider: string
  settings: Record<string, unknown>
  /** Sealed for `route:<id>`. */
  secrets: string | null
  endpointId: number
  events: readonly NoticeEvent[]
  filter: RouteFilter
  timing: RouteTiming
  enabled: boolean
}

/** The id that the next route gets: its secrets are sealed for it before it is written. */
export async function reserveRouteId(db: Db): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql`SELECT nextval(pg_get_serial_sequence('route', 'id')) AS id`)
  return row!.id
}

/** A new route tells of what happens from now on. */
export async function insertRoute(db: Db, id: number, route: RouteValues, createdBy: string | null): Promise<void> {
  await db.query(sql`
    INSERT INTO route (id, name, team_id, provider, settings, secrets, endpoint_id, events, filter, timing, enabled, created_by, from_log_id)
    SELECT ${id}, ${route.name}, ${route.teamId}, ${route.provider}, ${JSON.stringify(route.settings)}::jsonb, ${route.secrets},
      ${route.endpointId}, ${route.events}, ${JSON.stringify(route.filter)}::jsonb, ${JSON.stringify(route.timing)}::jsonb,
      ${route.enabled}, ${createdBy}, COALESCE(max(l.id), 0) FROM state_log l`)
}

/** False when another one changed it first. One that is switched on again tells of what happens from then on. */
export async function updateRoute(db: Db, id: number, version: number, route: RouteValues): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE route SET name = ${route.name}, team_id = ${route.teamId}, provider = ${route.provider},
      settings = ${JSON.stringify(route.settings)}::jsonb, secrets = ${route.secrets}, endpoint_id = ${route.endpointId},
      events = ${route.events}, filter = ${JSON.stringify(route.filter)}::jsonb, timing = ${JSON.stringify(route.timing)}::jsonb,
      from_log_id = CASE WHEN NOT enabled AND ${route.enabled} THEN (SELECT COALESCE(max(id), 0) FROM state_log) ELSE from_log_id END,
      enabled = ${route.enabled}, version = version + 1, updated_at = now()
    WHERE id = ${id} AND version = ${version} RETURNING id`)
  return rows.length === 1
}

export async function deleteRoute(db: Db, id: number): Promise<void> {
  await db.query(sql`DELETE FROM route WHERE id = ${id}`)
}

/** Seals secrets anew; nothing when they changed meanwhile. */
export async function replaceSecrets(db: Db, id: number, before: string, after: string): Promise<void> {
  await db.query(sql`UPDATE route SET secrets = ${after} WHERE id = ${id} AND secrets = ${before}`)
}

/** Sealed secrets of all routes. */
export function sealedSecrets(db: Db): Promise<{ id: number; secrets: string }[]> {
  return db.query(sql`SELECT id, secrets FROM route WHERE secrets IS NOT NULL ORDER BY id`)
}
