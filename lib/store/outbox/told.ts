import sql from 'sql-template-tag'
import type { PendingItem } from '../../domain/route-match.ts'
import type { Db } from '../database.ts'

/** Those of the items whose route told of their thing before. */
export async function toldBefore(db: Db, items: readonly PendingItem[]): Promise<PendingItem[]> {
  if (items.length === 0) return []
  const rows = await db.query<{ position: number }>(sql`
    SELECT (i.position - 1)::integer AS position
    FROM unnest(${items.map(({ routeId }) => routeId)}::integer[], ${items.map(({ thing }) => thing)}::text[])
      WITH ORDINALITY AS i (route_id, thing, position)
    JOIN route_thing t ON t.route_id = i.route_id AND t.thing = i.thing`)
  return rows.flatMap(({ position }) => items[position] ?? [])
}
