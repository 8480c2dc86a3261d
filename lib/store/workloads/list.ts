import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

export interface StoredWorkload {
  id: number
  cluster: { id: number; name: string; environment: Environment | null }
  namespace: string
  kind: string
  name: string
  team: TeamRef | null
  replicas: number | null
  lastAlertAt: Date | null
  brokeGlassAt: Date | null
  lastSeenAt: Date
  goneAt: Date | null
}

/** The columns of a row, of `workload w` with its cluster `c` and team `t`. */
export const WORKLOAD_COLUMNS = sql`
  w.id, json_build_object('id', c.id, 'name', c.name, 'environment', c.environment) AS cluster, w.namespace, w.kind, w.name,
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team, w.replicas,
  w.last_alert_at AS "lastAlertAt", w.broke_glass_at AS "brokeGlassAt", w.last_seen_at AS "lastSeenAt", w.gone_at AS "goneAt"`

export interface WorkloadFilter {
  /** Each must be held by the name, the namespace or the cluster's name. */
  words: readonly string[]
  /** Teams that the filter asks for, 0 for nobody; null is no filter. */
  teamIds: readonly number[] | null
  cluster: string | null
  gone: boolean
  /** Teams that the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** Workloads by namespace and name. */
export function listWorkloads(
  db: Db,
  filter: WorkloadFilter,
  after: { namespace: string; name: string; id: number } | null,
  limit: number,
): Promise<StoredWorkload[]> {
  const conditions: Sql[] = filter.words.map((word) => {
    const holds = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return sql`(w.namespace || '/' || w.name ILIKE ${holds} OR c.name ILIKE ${holds})`
  })
  if (filter.teamIds) conditions.push(sql`COALESCE(w.team_id, 0) = ANY (${filter.teamIds}::integer[])`)
  if (filter.cluster !== null) conditions.push(sql`c.name = ${filter.cluster}`)
  if (!filter.gone) conditions.push(sql`w.gone_at IS NULL`)
  if (filter.readableTeamIds)
    conditions.push(sql`(w.team_id IS NULL OR w.team_id = ANY (${filter.readableTeamIds}::integer[]))`)
  if (after)
    conditions.push(sql`(w.namespace, w.name, w.id) > (${after.namespace}, ${after.name}, ${after.id}::bigint)`)
  return db.query<StoredWorkload>(sql`
    SELECT ${WORKLOAD_COLUMNS}
    FROM workload w
    JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN team t ON t.id = w.team_id
    ${conditions.length > 0 ? sql`WHERE ${join(conditions, ' AND ')}` : empty}
    ORDER BY w.namespace, w.name, w.id LIMIT ${limit}`)
}
