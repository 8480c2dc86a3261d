import sql from 'sql-template-tag'
import type { Day } from '../../domain/metrics/day.ts'
import type { Dimension } from '../../domain/metrics/definitions.ts'
import type { Db } from '../database.ts'
import { cellKey, cellsWhere, type StoredScope } from './scope.ts'

/** What was open and overdue, by group, when a day began. */
export function standingBefore(
  db: Db,
  scope: StoredScope,
  day: Day,
  by: Dimension | null,
): Promise<{ key: string; open: number; overdue: number }[]> {
  return db.query(sql`
    SELECT ${cellKey(by)} AS key, sum(open_delta)::int8 AS open, sum(overdue_delta)::int8 AS overdue
    FROM metric_cell WHERE ${cellsWhere(scope, by)} AND day < ${day} GROUP BY 1`)
}
