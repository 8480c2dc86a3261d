import sql from 'sql-template-tag'
import type { RouteRule } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'

export interface StoredRule extends RouteRule {
  provider: string
}

/**
 * The routes that tell, as far as it takes to decide what each tells. They are held until the transaction ends, so that nobody makes messages
 * of what it adds to, and none is switched off under it.
 */
export function enabledRules(db: Db): Promise<StoredRule[]> {
  return db.query<StoredRule>(sql`
    SELECT id, provider, team_id AS "teamId", events, filter, timing, from_log_id AS "fromLogId" FROM route WHERE enabled ORDER BY id
    FOR NO KEY UPDATE`)
}
