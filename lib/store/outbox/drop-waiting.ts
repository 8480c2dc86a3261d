import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Forgets what waits to be told by a route. */
export async function dropWaiting(tx: Db, routeId: number): Promise<void> {
  await tx.query(sql`DELETE FROM notice_item WHERE route_id = ${routeId}`)
  await tx.query(sql`DELETE FROM outbox WHERE route_id = ${routeId} AND delivered_at IS NULL AND failed_at IS NULL`)
}
