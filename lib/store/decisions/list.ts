import sql, { empty, type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'

export interface StoredDecision {
  id: string
  at: Date
  /** The time to the microsecond, for paging. */
  atKey: string
  cluster: { id: number; name: string }
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  namespace: string
  kind: string
  name: string
  username: string
  dryRun: boolean
  verdict: 'allow' | 'warn' | 'deny'
  breakGlass: string | null
  policies: string[]
  images: string[]
  workloadId: number | null
  team: TeamRef | null
}

/** The columns of a row, of `decision d` with its cluster `c` and team `t`. */
export const DECISION_COLUMNS = sql`
  d.id, d.at, to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "atKey",
  json_build_object('id', c.id, 'name', c.name) AS cluster, d.operation, d.namespace, d.kind, d.name, d.username,
  d.dry_run AS "dryRun", d.verdict, d.break_glass AS "breakGlass",
  ARRAY(SELECT DISTINCT r ->> 'policy' FROM jsonb_array_elements(d.results) r ORDER BY 1) AS policies, d.images,
  d.workload_id AS "workloadId",
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team`

export interface DecisionFilter {
  verdict: string | null
  clusterId: number | null
  namespace: string | null
  policy: string | null
  workloadId: number | null
  /** Only what passed in spite of a denial. */
  brokeGlass: boolean
  /** With trial runs. */
  trials: boolean
  since: string | null
  /** Teams that the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** Decisions, newest first. */
export function listDecisions(
  db: Db,
  filter: DecisionFilter,
  after: { atKey: string; id: string } | null,
  limit: number,
): Promise<StoredDecision[]> {
  const when = (value: unknown, condition: Sql) => (value === null ? empty : sql`AND ${condition}`)
  return db.query<StoredDecision>(sql`
    SELECT ${DECISION_COLUMNS}
    FROM (
      SELECT * FROM decision d
      WHERE true
        ${when(filter.verdict, sql`d.verdict = ${filter.verdict}`)}
        ${when(filter.clusterId, sql`d.cluster_id = ${filter.clusterId}::integer`)}
        ${when(filter.namespace, sql`d.namespace = ${filter.namespace}`)}
        ${when(filter.policy, sql`d.results @> ${JSON.stringify([{ policy: filter.policy }])}::jsonb`)}
        ${when(filter.workloadId, sql`d.workload_id = ${filter.workloadId}::bigint`)}
        ${filter.brokeGlass ? sql`AND d.break_glass IS NOT NULL` : empty}
        ${filter.trials ? empty : sql`AND NOT d.dry_run`}
        ${when(filter.since, sql`d.at >= ${filter.since}::timestamptz`)}
        ${when(
          filter.readableTeamIds,
          sql`(d.team_id IS NULL OR d.team_id = ANY (${filter.readableTeamIds}::integer[]))`,
        )}
        ${after ? sql`AND (d.at, d.id) < (${after.atKey}::timestamptz, ${after.id}::uuid)` : empty}
      ORDER BY d.at DESC, d.id DESC LIMIT ${limit}
    ) d
    JOIN cluster c ON c.id = d.cluster_id
    LEFT JOIN team t ON t.id = d.team_id
    ORDER BY d.at DESC, d.id DESC`)
}
