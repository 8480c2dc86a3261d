import sql from 'sql-template-tag'
import type { Day } from '../../domain/metrics/day.ts'
import type { Db } from '../database.ts'
import { cellsWhere, type StoredScope } from './scope.ts'

/** How many of those that are open now opened on each day. */
export function openByDay(db: Db, scope: StoredScope): Promise<{ day: Day; issues: number }[]> {
  return db.query(sql`
    SELECT day, sum(standing)::int8 AS issues FROM metric_cell
    WHERE ${cellsWhere(scope, null)} AND standing <> 0 GROUP BY day`)
}
