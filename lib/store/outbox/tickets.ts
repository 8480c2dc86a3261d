import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface TicketRow {
  route: { id: number; name: string; provider: string }
  key: string
  url: string | null
  state: string | null
  closed: boolean | null
  checkedAt: Date | null
  problem: string | null
}

/** What routes keep over there for an issue. */
export function ticketsOfIssue(db: Db, issueId: number): Promise<TicketRow[]> {
  return db.query(sql`
    SELECT json_build_object('id', r.id, 'name', r.name, 'provider', r.provider) AS route, t.remote_key AS key, t.remote_url AS url,
      t.remote_state AS state, t.remote_closed AS closed, t.checked_at AS "checkedAt", t.check_problem AS problem
    FROM route_thing t JOIN route r ON r.id = t.route_id
    WHERE t.issue_id = ${issueId} AND t.remote_key IS NOT NULL ORDER BY r.name, r.id`)
}
