import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Stage } from '../../domain/observation.ts'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'
import { readableWorkload } from './totals.ts'

export interface StoredCovered {
  id: number
  cluster: { id: number; name: string; environment: Environment | null }
  namespace: string
  kind: string
  name: string
  team: TeamRef | null
  factsAt: Date | null
}

export interface CoverageFilter {
  words: readonly string[]
  /** Teams that the filter asks for, 0 for nobody; null is no filter. */
  teamIds: readonly number[] | null
  cluster: string | null
  gap: Stage | null
  readableTeamIds: readonly number[] | null
}

/** Whether a stage of a `workload w` is not known, or not all of it; $now decides what is silent. */
function gapAt(stage: Stage, now: Date): Sql {
  if (stage === 'build')
    return sql`(NOT EXISTS (SELECT FROM workload_container k WHERE k.workload_id = w.id) OR EXISTS (
      SELECT FROM workload_container k WHERE k.workload_id = w.id AND NOT EXISTS (SELECT FROM scope s
        WHERE s.image_version_id = k.image_version_id AND s.scan = 'vulnerability' AND s.complete_at IS NOT NULL)))`
  if (stage === 'deploy')
    return sql`(w.facts_at IS NULL OR EXISTS (SELECT FROM source_stream g
      WHERE g.kind = 'admission' AND g.cluster_id = w.cluster_id AND g.silent_at <= ${now}))`
  return sql`NOT EXISTS (SELECT FROM source_stream e
    WHERE e.kind = 'events' AND e.cluster_id = w.cluster_id AND (e.silent_at IS NULL OR e.silent_at > ${now}))`
}

/** Workloads that run, by namespace and name. */
export function coveredWorkloads(
  db: Db,
  filter: CoverageFilter,
  after: { namespace: string; name: string; id: number } | null,
  limit: number,
  now: Date,
): Promise<StoredCovered[]> {
  const conditions: Sql[] = filter.words.map((word) => {
    const holds = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return sql`(w.namespace || '/' || w.name ILIKE ${holds} OR c.name ILIKE ${holds})`
  })
  if (filter.teamIds) conditions.push(sql`COALESCE(w.team_id, 0) = ANY (${filter.teamIds}::integer[])`)
  if (filter.cluster !== null) conditions.push(sql`c.name = ${filter.cluster}`)
  if (filter.gap !== null) conditions.push(gapAt(filter.gap, now))
  if (after)
    conditions.push(sql`(w.namespace, w.name, w.id) > (${after.namespace}, ${after.name}, ${after.id}::bigint)`)
  return db.query(sql`
    SELECT w.id, json_build_object('id', c.id, 'name', c.name, 'environment', c.environment) AS cluster, w.namespace, w.kind,
      w.name, CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team,
      w.facts_at AS "factsAt"
    FROM workload w
    JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN team t ON t.id = w.team_id
    WHERE w.gone_at IS NULL AND ${readableWorkload(filter.readableTeamIds)}
      ${conditions.length > 0 ? sql`AND ${join(conditions, ' AND ')}` : empty}
    ORDER BY w.namespace, w.name, w.id LIMIT ${limit}`)
}
