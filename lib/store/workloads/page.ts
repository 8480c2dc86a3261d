import sql, { join, type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Environment } from '../../domain/risk-context.ts'
import { holds } from '../holds.ts'
import { readableWorkload } from './readable.ts'

/** What a workload is called, where it is, and whose. */
export interface StoredWorkloadIdentity {
  id: number
  cluster: { id: number; name: string; environment: Environment | null }
  namespace: string
  kind: string
  name: string
  team: TeamRef | null
}

/** Its columns, of `workload w` with its cluster `c` and team `t`. */
export const WORKLOAD_IDENTITY = sql`
  w.id, json_build_object('id', c.id, 'name', c.name, 'environment', c.environment) AS cluster, w.namespace, w.kind, w.name,
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team`

/** What every list of workloads can be narrowed to. */
export interface WorkloadFilter {
  /** Each must be held by the name, the namespace or the cluster's name. */
  words: readonly string[]
  /** Teams that the filter asks for, 0 for nobody; null is no filter. */
  teamIds: readonly number[] | null
  cluster: string | null
  /** Teams that the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** The place of a workload in the order of its lists. */
export type WorkloadKey = Pick<StoredWorkloadIdentity, 'namespace' | 'name' | 'id'>

/** A page of workloads by namespace and name; `also` are conditions of one list alone. */
export function workloadPage(
  columns: Sql,
  { words, teamIds, cluster, readableTeamIds }: WorkloadFilter,
  also: readonly Sql[],
  after: WorkloadKey | null,
  limit: number,
): Sql {
  const conditions = [
    readableWorkload(readableTeamIds),
    ...words.map((word) => sql`(${holds(sql`w.namespace || '/' || w.name`, word)} OR ${holds(sql`c.name`, word)})`),
    ...also,
  ]
  if (teamIds) conditions.push(sql`COALESCE(w.team_id, 0) = ANY (${teamIds}::integer[])`)
  if (cluster !== null) conditions.push(sql`c.name = ${cluster}`)
  if (after)
    conditions.push(sql`(w.namespace, w.name, w.id) > (${after.namespace}, ${after.name}, ${after.id}::bigint)`)
  return sql`
    SELECT ${columns}
    FROM workload w
    JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN team t ON t.id = w.team_id
    WHERE ${join(conditions, ' AND ')}
    ORDER BY w.namespace, w.name, w.id LIMIT ${limit}`
}
