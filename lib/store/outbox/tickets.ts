import sql from 'sql-template-tag'
import type { KeptTicket } from '../../domain/ticket-list.ts'
import type { Db } from '../database.ts'

/** What routes keep over there for a thing (`issue:481`, `fix:71`). */
export function keptTickets(db: Db, thing: string): Promise<KeptTicket[]> {
  return db.query(sql`
    SELECT json_build_object('id', r.id, 'name', r.name, 'provider', r.provider) AS route, t.remote_key AS key, t.remote_url AS url,
      t.remote_state AS state, t.remote_closed AS closed, t.checked_at AS "checkedAt", t.check_problem AS problem
    FROM route r JOIN route_thing t ON t.route_id = r.id AND t.thing = ${thing}
    WHERE t.remote_key IS NOT NULL ORDER BY r.name, r.id`)
}
