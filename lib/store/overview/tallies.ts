import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** From when, and where the period before ends and the period itself begins. */
export interface Since {
  before: Date
  now: Date
}

export interface ReportTally {
  current: boolean
  reports: number
  sources: number
  unread: number
  held: number
}

/** Reports that came, of these teams and of nobody's; null is all. */
export function reportTally(db: Db, { before, now }: Since, teamIds: readonly number[] | null): Promise<ReportTally[]> {
  return db.query(sql`
    SELECT received_at >= ${now} AS current, count(*)::int AS reports, count(DISTINCT source)::int AS sources,
      count(*) FILTER (WHERE status = 'quarantined')::int AS unread, count(*) FILTER (WHERE status = 'held')::int AS held
    FROM report WHERE NOT preview AND received_at >= ${before}
      AND (${teamIds}::int[] IS NULL OR team_id IS NULL OR team_id = ANY(${teamIds}::int[]))
    GROUP BY 1`)
}

export interface DecisionTally {
  current: boolean
  decisions: number
  denied: number
  warned: number
  brokeGlass: number
}

/** What the deploy gate answered, trial runs left out. */
export function decisionTally(
  db: Db,
  { before, now }: Since,
  teamIds: readonly number[] | null,
): Promise<DecisionTally[]> {
  return db.query(sql`
    SELECT at >= ${now} AS current, count(*)::int AS decisions, count(*) FILTER (WHERE verdict = 'deny')::int AS denied,
      count(*) FILTER (WHERE verdict = 'warn')::int AS warned, count(break_glass)::int AS "brokeGlass"
    FROM decision WHERE NOT dry_run AND at >= ${before}
      AND (${teamIds}::int[] IS NULL OR team_id IS NULL OR team_id = ANY(${teamIds}::int[]))
    GROUP BY 1`)
}

/** Alerts of sensors, which belong to no team. */
export function alertTally(db: Db, { before, now }: Since): Promise<{ current: boolean; alerts: number }[]> {
  return db.query(sql`
    SELECT hour >= ${now} AS current, sum(alerts)::int8 AS alerts FROM alert WHERE hour >= ${before} GROUP BY 1`)
}
