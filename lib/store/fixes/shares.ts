import sql from 'sql-template-tag'
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
    UPDATE fix_issue m SET risk = i.risk, team_id = i.team_id FROM issue i
    WHERE m.fix_id = ${fixId} AND m.fixed_at IS NULL AND i.id = m.issue_id AND i.status = 'open'
      AND (m.risk, m.team_id) IS DISTINCT FROM (i.risk, i.team_id)`)
}

/** What a fix removes, or removed, for each team and in all; empty when it has no such issues. */
export function sharesOf(tx: Db, fixId: number, done: boolean): Promise<Share[]> {
  return tx.query(sql`
    WITH member AS MATERIALIZED (
      SELECT COALESCE(m.team_id, 0) AS team_id, m.risk, i.place_id, i.workload_id
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id
      WHERE m.fix_id = ${fixId} AND (m.fixed_at IS NOT NULL) = ${done}
    ), place AS (
      SELECT DISTINCT team_id, place_id FROM member
    ), runs AS (
      SELECT p.team_id, w.workload_id FROM place p JOIN place_workload w ON w.place_id = p.place_id
    )
    SELECT COALESCE(team_id, -1) AS "teamId", count(*)::integer AS issues, sum(risk) AS risk, sum(risk::bigint * risk)::float8 AS weight,
      (SELECT count(DISTINCT r.workload_id) FROM runs r WHERE member.team_id IS NULL OR r.team_id = member.team_id)::integer AS workloads
    FROM member GROUP BY GROUPING SETS ((), (team_id)) HAVING count(*) > 0 ORDER BY 1`)
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
