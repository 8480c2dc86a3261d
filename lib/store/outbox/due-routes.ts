import sql from 'sql-template-tag'
import type { RouteTiming } from '../../domain/quiet-hours.ts'
import type { Db } from '../database.ts'
import type { TeamRef } from '../people/signed-in.ts'

/** Routes that have something to tell now. */
export async function dueRoutes(db: Db): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    SELECT id FROM route r
    WHERE enabled AND EXISTS (SELECT FROM notice_item i WHERE i.route_id = r.id AND i.due_at <= now()) ORDER BY id`)
  return rows.map(({ id }) => id)
}

export interface TellingRoute {
  id: number
  provider: string
  timing: RouteTiming
  team: TeamRef | null
}

/** The route, for this transaction alone; null while another worker has it, or when it is gone or switched off. */
export async function lockRoute(tx: Db, id: number): Promise<TellingRoute | null> {
  const [row] = await tx.query<TellingRoute>(sql`
    SELECT r.id, r.provider, r.timing,
      (SELECT json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) FROM team t WHERE t.id = r.team_id) AS team
    FROM route r WHERE r.id = ${id} AND r.enabled FOR NO KEY UPDATE SKIP LOCKED`)
  return row ?? null
}
