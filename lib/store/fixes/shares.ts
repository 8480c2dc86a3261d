import sql, { empty, type Sql } from 'sql-template-tag'
import type { Effort, FixKind, FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'

/** The share of everybody together, and of what nobody owns. */
export const ALL_TEAMS = -1
export const NO_TEAM = 0

export interface Share {
  fixId: number
  teamId: number
  issues: number
  risk: number
  /** Σ risk². */
  weight: number
  workloads: number
}

/** Brings what fixes keep of their open issues up to what they are. */
export async function refreshMembers(tx: Db, fixIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH now AS (
      SELECT m.fix_id, i.id, i.risk, i.team_id, CASE WHEN i.owner_by = 'base-image' THEN ARRAY(
        SELECT t.team_id FROM (
          SELECT w.team_id FROM place_workload p JOIN workload w ON w.id = p.workload_id WHERE p.place_id = i.place_id
          UNION SELECT im.team_id FROM image im WHERE im.id = i.image_id
        ) t WHERE t.team_id IS NOT NULL AND t.team_id IS DISTINCT FROM i.team_id ORDER BY 1) ELSE '{}' END AS waiting
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id AND i.status = 'open'
      WHERE m.fix_id = ANY(${fixIds}::bigint[]) AND m.fixed_at IS NULL
    )
    UPDATE fix_issue m SET risk = n.risk, team_id = n.team_id, waiting_team_ids = n.waiting FROM now n
    WHERE m.fix_id = n.fix_id AND m.fixed_at IS NULL AND m.issue_id = n.id
      AND (m.risk, m.team_id, m.waiting_team_ids) IS DISTINCT FROM (n.risk, n.team_id, n.waiting)`)
}

/** Issues of a fix that these teams (0: what nobody owns) own or wait for, of `fix_issue m`; null is no limit. */
export function readableMembers(teams: readonly number[] | null): Sql {
  return teams === null
    ? empty
    : sql`AND (COALESCE(m.team_id, 0) = ANY(${teams}::integer[]) OR m.waiting_team_ids && ${teams}::integer[])`
}

/**
 * What fixes remove, or removed, for each team and in all; none of one that has no such issues. An issue that comes with a base image
 * of another team is in the share of its owner and of those who run it.
 */
export function sharesOf(tx: Db, fixIds: readonly number[], done: boolean): Promise<Share[]> {
  return tx.query(sql`
    WITH member AS MATERIALIZED (
      SELECT m.fix_id, i.id, m.risk, i.place_id, ARRAY[-1, COALESCE(m.team_id, 0)] || m.waiting_team_ids AS teams
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id
      WHERE m.fix_id = ANY(${fixIds}::bigint[]) AND (m.fixed_at IS NOT NULL) = ${done}
    ), share AS (
      SELECT m.fix_id, t.team_id, count(*)::integer AS issues, sum(m.risk) AS risk, sum(m.risk::bigint * m.risk)::float8 AS weight
      FROM member m CROSS JOIN unnest(m.teams) AS t (team_id) GROUP BY 1, 2
    ), place AS (
      SELECT DISTINCT m.fix_id, t.team_id, m.place_id FROM member m CROSS JOIN unnest(m.teams) AS t (team_id)
    ), stand AS (
      SELECT p.fix_id, p.team_id, count(DISTINCT w.workload_id)::integer AS workloads
      FROM place p JOIN place_workload w ON w.place_id = p.place_id GROUP BY 1, 2
    )
    SELECT s.fix_id AS "fixId", s.team_id AS "teamId", s.issues, s.risk, s.weight, COALESCE(w.workloads, 0) AS workloads
    FROM share s LEFT JOIN stand w ON w.fix_id = s.fix_id AND w.team_id = s.team_id ORDER BY 1, 2`)
}

/** A share with what the list filters and sorts by: of these, the first three are those of its fix. */
export interface ListedShare extends Share {
  kind: FixKind
  effort: Effort
  status: FixStatus
  sort: number
}

/** Puts these shares in the place of those that the fixes had; writes what differs. */
export async function setShares(tx: Db, fixIds: readonly number[], shares: readonly ListedShare[]): Promise<void> {
  const of = <Key extends keyof ListedShare>(key: Key) => shares.map((share) => share[key])
  await tx.query(sql`
    DELETE FROM fix_share s WHERE s.fix_id = ANY(${fixIds}::bigint[]) AND NOT EXISTS (
      SELECT FROM unnest(${of('fixId')}::bigint[], ${of('teamId')}::integer[]) AS t (fix_id, team_id)
      WHERE t.fix_id = s.fix_id AND t.team_id = s.team_id)`)
  await tx.query(sql`
    INSERT INTO fix_share AS s (fix_id, team_id, kind, effort, status, issues, risk, weight, workloads, sort)
    SELECT * FROM unnest(${of('fixId')}::bigint[], ${of('teamId')}::integer[], ${of('kind')}::text[], ${of('effort')}::text[],
      ${of('status')}::text[], ${of('issues')}::integer[], ${of('risk')}::bigint[], ${of('weight')}::bigint[],
      ${of('workloads')}::integer[], ${of('sort')}::bigint[])
    ON CONFLICT (fix_id, team_id) DO UPDATE SET effort = EXCLUDED.effort, status = EXCLUDED.status, issues = EXCLUDED.issues,
      risk = EXCLUDED.risk, weight = EXCLUDED.weight, workloads = EXCLUDED.workloads, sort = EXCLUDED.sort
    WHERE (s.effort, s.status, s.issues, s.risk, s.weight, s.workloads, s.sort)
      IS DISTINCT FROM (EXCLUDED.effort, EXCLUDED.status, EXCLUDED.issues, EXCLUDED.risk, EXCLUDED.weight, EXCLUDED.workloads, EXCLUDED.sort)`)
}
