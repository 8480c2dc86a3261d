import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface DeliveryRow {
  id: number
  at: Date
  ok: boolean
  test: boolean
  attempt: number
  title: string
  detail: string
  tookMs: number
}

/** The last attempts of a route, newest first. */
export function lastDeliveries(db: Db, routeId: number, limit: number): Promise<DeliveryRow[]> {
  return db.query(sql`
    SELECT id, at, ok, outbox_id IS NULL AS test, attempt, title, detail, took_ms AS "tookMs"
    FROM delivery WHERE route_id = ${routeId} ORDER BY id DESC LIMIT ${limit}`)
}
