import sql, { empty, type Sql } from 'sql-template-tag'
import type { Effort, FixKind, FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'

/** The share of everybody together, and of what nobody owns. */
export const ALL_TEAMS = -1
export const NO_TEAM = 0

export interface Share {
  teamId: number
  issues: number
  risk: number
  /** Σ risk². */
  weight: number
  workloads: number
}

/** Brings what a fix keeps of its open issues up to what they are. */
export async function refreshMembers(tx: Db, fixId: number): Promise<void> {
  await tx.query(sql`
    WITH now AS (
      SELECT i.id, i.risk, i.team_id, CASE WHEN i.owner_by = 'base-image' THEN ARRAY(
        SELECT t.team_id FROM (
          SELECT w.team_id FROM place_workload p JOIN workload w ON w.id = p.workload_id WHERE p.place_id = i.place_id
          UNION SELECT im.team_id FROM image im WHERE im.id = i.image_id
        ) t WHERE t.team_id IS NOT NULL AND t.team_id IS DISTINCT FROM i.team_id ORDER BY 1) ELSE '{}' END AS waiting
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id AND i.status = 'open'
      WHERE m.fix_id = ${fixId} AND m.fixed_at IS NULL
    )
    UPDATE fix_issue m SET risk = n.risk, team_id = n.team_id, waiting_team_ids = n.waiting FROM now n
    WHERE m.fix_id = ${fixId} AND m.fixed_at IS NULL AND m.issue_id = n.id
      AND (m.risk, m.team_id, m.waiting_team_ids) IS DISTINCT FROM (n.risk, n.team_id, n.waiting)`)
}

/** Issues of a fix that these teams (0: what nobody owns) own or wait for, of `fix_issue m`; null is no limit. */
export function readableMembers(teams: readonly number[] | null): Sql {
  return teams === null
    ? empty
    : sql`AND (COALESCE(m.team_id, 0) = ANY(${teams}::integer[]) OR m.waiting_team_ids && ${teams}::integer[])`
}

/**
 * What a fix removes, or removed, for each team and in all; empty when it has no such issues. An issue that comes with a base image
 * of another team is in the share of its owner and of those who run it.
 */
export function sharesOf(tx: Db, fixId: number, done: boolean): Promise<Share[]> {
  return tx.query(sql`
    WITH member AS MATERIALIZED (
      SELECT i.id, m.risk, i.place_id, ARRAY[-1, COALESCE(m.team_id, 0)] || m.waiting_team_ids AS teams
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id
      WHERE m.fix_id = ${fixId} AND (m.fixed_at IS NOT NULL) = ${done}
    ), share AS (
      SELECT t.team_id, count(*)::integer AS issues, sum(m.risk) AS risk, sum(m.risk::bigint * m.risk)::float8 AS weight
      FROM member m CROSS JOIN unnest(m.teams) AS t (team_id) GROUP BY 1
    ), place AS (
      SELECT DISTINCT t.team_id, m.place_id FROM member m CROSS JOIN unnest(m.teams) AS t (team_id)
    )
    SELECT s.team_id AS "teamId", s.issues, s.risk, s.weight, (
      SELECT count(DISTINCT w.workload_id) FROM place p JOIN place_workload w ON w.place_id = p.place_id
      WHERE p.team_id = s.team_id)::integer AS workloads
    FROM share s ORDER BY 1`)
}

/** What the list filters and sorts by, the same for every share. */
export interface Listed {
  kind: FixKind
  effort: Effort
  status: FixStatus
}

/** Writes what differs. */
export async function setShares(
  tx: Db,
  fixId: number,
  { kind, effort, status }: Listed,
  shares: readonly (Share & { sort: number })[],
): Promise<void> {
  const of = <Key extends keyof (typeof shares)[number]>(key: Key) => shares.map((share) => share[key])
  await tx.query(sql`DELETE FROM fix_share WHERE fix_id = ${fixId} AND team_id <> ALL(${of('teamId')}::integer[])`)
  await tx.query(sql`
    INSERT INTO fix_share AS s (fix_id, team_id, kind, effort, status, issues, risk, weight, workloads, sort)
    SELECT ${fixId}, t.team_id, ${kind}, ${effort}, ${status}, t.issues, t.risk, t.weight, t.workloads, t.sort
    FROM unnest(${of('teamId')}::integer[], ${of('issues')}::integer[], ${of('risk')}::bigint[], ${of('weight')}::bigint[],
      ${of('workloads')}::integer[], ${of('sort')}::bigint[]) AS t (team_id, issues, risk, weight, workloads, sort)
    ON CONFLICT (fix_id, team_id) DO UPDATE SET effort = EXCLUDED.effort, status = EXCLUDED.status, issues = EXCLUDED.issues,
      risk = EXCLUDED.risk, weight = EXCLUDED.weight, workloads = EXCLUDED.workloads, sort = EXCLUDED.sort
    WHERE (s.effort, s.status, s.issues, s.risk, s.weight, s.workloads, s.sort)
      IS DISTINCT FROM (EXCLUDED.effort, EXCLUDED.status, EXCLUDED.issues, EXCLUDED.risk, EXCLUDED.weight, EXCLUDED.workloads, EXCLUDED.sort)`)
}
