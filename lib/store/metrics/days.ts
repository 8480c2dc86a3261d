import sql from 'sql-template-tag'
import type { Day, Period } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import type { Db } from '../database.ts'
import { cellKey, cellsWhere, type StoredScope } from './scope.ts'

export interface CountedDay {
  key: string
  day: Day
  opened: number
  remediated: number
  otherwise: number
  openDelta: number
  overdueDelta: number
  firstAtBuild: number
  firstAtDeploy: number
  firstAtRuntime: number
}

/** What happened on each day of a period, by group; days on which nothing did are left out. */
export function daysOfScope(
  db: Db,
  scope: StoredScope,
  { from, to }: Period,
  by: Dimension | null,
): Promise<CountedDay[]> {
  return db.query(sql`
    SELECT ${cellKey(by)} AS key, day, sum(opened + reopened + returned)::int8 AS opened, sum(fixed + handled)::int8 AS remediated,
      sum(resolved + gone + quiet + merged + excepted + dismissed)::int8 AS otherwise, sum(open_delta)::int8 AS "openDelta",
      sum(overdue_delta)::int8 AS "overdueDelta", sum(build)::int8 AS "firstAtBuild", sum(deploy)::int8 AS "firstAtDeploy",
      sum(runtime)::int8 AS "firstAtRuntime"
    FROM metric_cell WHERE ${cellsWhere(scope, by)} AND day >= ${from} AND day <= ${to} GROUP BY 1, 2 ORDER BY 2`)
}
