import sql from 'sql-template-tag'
import type { Sums } from '../../domain/metrics/cells.ts'
import type { Day, Period } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import type { Db } from '../database.ts'
import { cellKey, cellsWhere, type StoredScope } from './scope.ts'

/** Sums of a period by group, and of the days before it from `since` on. */
export function sumsOf(
  db: Db,
  scope: StoredScope,
  { period, since, by }: { period: Period; since: Day; by: Dimension | null },
): Promise<(Sums & { key: string; current: boolean })[]> {
  return db.query(sql`
    SELECT ${cellKey(by)} AS key, day >= ${period.from} AS current,
      sum(opened)::int8 AS opened, sum(reopened)::int8 AS reopened, sum(returned)::int8 AS returned, sum(fixed)::int8 AS fixed,
      sum(handled)::int8 AS handled, sum(resolved)::int8 AS resolved, sum(gone)::int8 AS gone, sum(quiet)::int8 AS quiet, sum(merged)::int8 AS merged,
      sum(excepted)::int8 AS excepted, sum(dismissed)::int8 AS dismissed, sum(regressions)::int8 AS regressions,
      sum(in_time)::int8 AS "inTime", sum(late)::int8 AS late, sum(build)::int8 AS build, sum(deploy)::int8 AS deploy,
      sum(runtime)::int8 AS runtime, sum(open_delta)::int8 AS "openDelta", sum(load_delta)::int8 AS "loadDelta", sum(overdue_delta)::int8 AS "overdueDelta",
      sum(standing)::int8 AS standing, sum(ttr_seconds)::int8 AS "ttrSeconds", sum(built_known)::int8 AS "builtKnown",
      sum(built_seconds)::int8 AS "builtSeconds", sum(rolled_out_known)::int8 AS "rolledOutKnown",
      sum(rolled_out_seconds)::int8 AS "rolledOutSeconds"
    FROM metric_cell
    WHERE ${cellsWhere(scope, by)} AND day >= ${since} AND day <= ${period.to} GROUP BY 1, 2`)
}
