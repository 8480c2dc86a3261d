import sql, { type Sql } from 'sql-template-tag'
import type { SuggestField } from '../../contract/issues.ts'
import type { Db } from '../database.ts'
import { literal } from '../holds.ts'
import { readableImage } from '../images/readable.ts'

export interface Suggestion {
  value: string
  label: string
}

const LIMIT = 20

/**
 * Values that start with (packages, vulnerabilities) or hold (the rest) what was typed. Images and workloads of other teams
 * than the readable ones are left out; null is no limit.
 */
export function suggestValues(
  db: Db,
  field: SuggestField,
  typed: string,
  readableTeamIds: readonly number[] | null,
): Promise<Suggestion[]> {
  const escaped = literal(typed)
  const readable = readableTeamIds ? sql`(team_id IS NULL OR team_id = ANY (${readableTeamIds}::integer[]))` : sql`true`
  return db.query<Suggestion>(statement(field, `${escaped}%`, `%${escaped}%`, readable, readableTeamIds))
}

function statement(
  field: SuggestField,
  starts: string,
  holds: string,
  readable: Sql,
  readableTeamIds: readonly number[] | null,
): Sql {
  switch (field) {
    case 'team':
    case 'waiting':
      return sql`
        SELECT slug AS value, name AS label FROM team WHERE slug ILIKE ${holds} OR name ILIKE ${holds} ORDER BY slug LIMIT ${LIMIT}`
    case 'cve':
      return sql`
        SELECT name AS value, concat_ws(' ', name, nullif(title, '')) AS label
        FROM vulnerability WHERE name LIKE ${starts.toUpperCase()} ORDER BY name USING ~<~ LIMIT ${LIMIT}`
    case 'package':
      return sql`
        SELECT name AS value, name AS label FROM package WHERE name LIKE ${starts}
        GROUP BY name ORDER BY name USING ~<~ LIMIT ${LIMIT}`
    case 'image':
      return sql`
        SELECT repository AS value, repository AS label FROM image i WHERE repository ILIKE ${holds} ${readableImage(readableTeamIds)}
        ORDER BY repository LIMIT ${LIMIT}`
    case 'workload':
      return sql`
        SELECT DISTINCT namespace || '/' || name AS value, namespace || '/' || name AS label
        FROM workload WHERE gone_at IS NULL AND ${readable} AND namespace || '/' || name ILIKE ${holds} ORDER BY 1 LIMIT ${LIMIT}`
    case 'rule':
      return sql`
        SELECT name AS value, concat_ws(' ', name, nullif(title, '')) AS label
        FROM rule WHERE name ILIKE ${holds} OR title ILIKE ${holds} ORDER BY name LIMIT ${LIMIT}`
  }
}
