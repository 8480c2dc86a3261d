import sql from 'sql-template-tag'
import type { StoredNotice } from '../../domain/notice-json.ts'
import type { Db } from '../database.ts'

export interface NewMessage {
  routeId: number
  thing: string
  issueId: number | null
  notice: StoredNotice
}

/** Puts messages into the outbox, and notes that their things were told of. Digests are of many things and note none. */
export async function addMessages(tx: Db, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  const single = messages.filter(({ notice }) => notice.digest === null)
  await tx.query(sql`
    INSERT INTO route_thing (route_id, thing, issue_id, told_at)
    SELECT route_id, thing, issue_id, now() FROM unnest(${single.map((message) => message.routeId)}::integer[],
      ${single.map((message) => message.thing)}::text[], ${single.map((message) => message.issueId)}::bigint[])
      AS m (route_id, thing, issue_id)
    ON CONFLICT (route_id, thing) DO UPDATE SET told_at = EXCLUDED.told_at`)
  await tx.query(sql`
    INSERT INTO outbox (route_id, thing, issue_id, notice)
    SELECT * FROM unnest(${messages.map((message) => message.routeId)}::integer[], ${messages.map((message) => message.thing)}::text[],
      ${messages.map((message) => message.issueId)}::bigint[],
      ${messages.map((message) => JSON.stringify(message.notice))}::jsonb[])`)
}
