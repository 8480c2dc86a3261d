import sql, { type Sql } from 'sql-template-tag'

/** Assignments to `issue`: its clock stands from a time on, unless it stands already. */
export function clockStops(at: Date): Sql {
  return sql`stopped_at = COALESCE(stopped_at, ${at}::timestamptz)`
}

/** Assignments to `issue`: its clock goes on, later by as long as it stood. */
export function clockGoesOn(at: Date): Sql {
  return sql`
    clock_from = CASE WHEN stopped_at < ${at}::timestamptz
      THEN COALESCE(clock_from, opened_at) + (${at}::timestamptz - stopped_at) ELSE clock_from END,
    stopped_at = NULL`
}
