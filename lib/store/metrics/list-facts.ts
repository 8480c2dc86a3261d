import sql, { join, type Sql } from 'sql-template-tag'
import type { Behind } from '../../domain/metrics/behind.ts'
import type { Day } from '../../domain/metrics/day.ts'
import type { FactEvent } from '../../domain/metrics/fact.ts'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'
import { environmentOf, factsWhere, type StoredScope, severityOf, teamOf } from './scope.ts'

/** Where a list goes on: the sort keys of its last row. */
export interface FactKey {
  at: Date
  issueId: number
  n: number
}

export interface ListedFact extends FactKey {
  event: FactEvent
  kind: string
  severity: number
  teamId: number | null
  environment: string | null
  seconds: number | null
  toBuilt: number | null
  toRolledOut: number | null
  sla: 'in-time' | 'late' | null
  regression: boolean
  firstStage: Stage | null
}

export interface FactFilter {
  scope: StoredScope
  behind: Behind
  /** Days on which it happened; from null is since ever. */
  days: { from: Day | null; to: Day }
  today: Day
}

/** What a figure was counted from, newest first. Each event is read in its index's order, so that a page costs a page. */
export function listFacts(db: Db, filter: FactFilter, after: FactKey | null, limit: number): Promise<ListedFact[]> {
  const { basis } = filter.scope
  return db.query(sql`
    SELECT f.issue_id AS "issueId", f.n, f.event, f.at, f.kind, ${severityOf(basis)} AS severity, ${teamOf(basis)} AS "teamId",
      ${environmentOf(basis)} AS environment, f.seconds, f.to_built AS "toBuilt", f.to_rolled_out AS "toRolledOut", f.sla,
      f.regression, f.first_stage AS "firstStage"
    FROM unnest(${filter.behind.events}::text[]) AS wanted (event)
    CROSS JOIN LATERAL (SELECT * FROM metric_fact f WHERE f.event = wanted.event AND ${whereOf(filter, after)}
      ORDER BY f.at DESC, f.issue_id DESC, f.n LIMIT ${limit}) f
    ORDER BY f.at DESC, f.issue_id DESC, f.n LIMIT ${limit}`)
}

function whereOf({ scope, behind, days, today }: FactFilter, after: FactKey | null): Sql {
  const terms = [factsWhere(scope), sql`f.at < (${days.to}::date + 1)::timestamp AT TIME ZONE 'UTC'`]
  if (days.from !== null) terms.push(sql`f.at >= ${days.from}::date::timestamp AT TIME ZONE 'UTC'`)
  if (behind.regression) terms.push(sql`f.regression`)
  if (behind.firstStages) terms.push(sql`f.first_stage = ANY(${behind.firstStages}::text[])`)
  if (behind.dated) terms.push(sql`f.sla IS NOT NULL`)
  if (behind.overdue) terms.push(sql`f.overdue_from <= ${today}::date`)
  if (after)
    terms.push(sql`f.at <= ${after.at} AND ((f.at, f.issue_id) < (${after.at}, ${after.issueId}::bigint)
      OR (f.at = ${after.at} AND f.issue_id = ${after.issueId} AND f.n > ${after.n}))`)
  return join(terms, ' AND ')
}
