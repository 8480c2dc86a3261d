import sql from 'sql-template-tag'
import type { Day, Period } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import type { Db } from '../database.ts'
import { factKey, factsWhere, perCluster, type StoredScope } from './scope.ts'

export interface RemediationTimes {
  key: string
  /** The period itself, or the days before it. */
  current: boolean
  median: number
  p90: number
}

/**
 * Median and 90th percentile, in seconds, over every single remediation of a period, and of the days before it from `since` on.
 * Gathered by group first: a sort of bare numbers is several times as fast as one of rows.
 */
export function remediationTimes(
  db: Db,
  scope: StoredScope,
  { period, since, by }: { period: Period; since: Day; by: Dimension | null },
): Promise<RemediationTimes[]> {
  return db.query(sql`
    SELECT key, current, times[1] AS median, times[2] AS p90 FROM (
      SELECT ${factKey(scope.basis, by)} AS key, f.at >= ${period.from}::date::timestamp AT TIME ZONE 'UTC' AS current,
        array_agg(f.seconds) AS all_seconds
      FROM metric_fact f ${perCluster(scope.basis, by)}
      WHERE f.seconds IS NOT NULL AND ${factsWhere(scope)}
        AND f.at >= ${since}::date::timestamp AT TIME ZONE 'UTC'
        AND f.at < (${period.to}::date + 1)::timestamp AT TIME ZONE 'UTC'
      GROUP BY 1, 2) AS grouped ${PERCENTILES}`)
}

const PERCENTILES = sql`CROSS JOIN LATERAL (
  SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY s) AS times FROM unnest(grouped.all_seconds) AS s) AS sorted`

export interface StepTimes {
  step: number
  median: number
  p90: number
  toBuilt: number | null
  toRolledOut: number | null
}

/** The same by steps of so many days, counted from the first of the period. */
export function remediationSteps(
  db: Db,
  scope: StoredScope,
  { from, to }: Period,
  stepDays: number,
): Promise<StepTimes[]> {
  return db.query(sql`
    SELECT step, times[1] AS median, times[2] AS p90, "toBuilt", "toRolledOut" FROM (
      SELECT ((f.at AT TIME ZONE 'UTC')::date - ${from}::date) / ${stepDays}::int AS step,
        array_agg(f.seconds) AS all_seconds,
        avg(f.to_built)::float8 AS "toBuilt", avg(f.to_rolled_out)::float8 AS "toRolledOut"
      FROM metric_fact f
      WHERE f.seconds IS NOT NULL AND ${factsWhere(scope)}
        AND f.at >= ${from}::date::timestamp AT TIME ZONE 'UTC' AND f.at < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
      GROUP BY 1) AS grouped ${PERCENTILES}`)
}
