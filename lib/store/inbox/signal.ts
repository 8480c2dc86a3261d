import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Workers listen here; the payload is what came. Told on commit. */
export const INBOX_CHANNEL = 'plimsoll_inbox'
export type InboxItem = 'report' | 'events' | 'decisions'

export async function signalInbox(db: Db, item: InboxItem): Promise<void> {
  await db.query(sql`SELECT pg_notify(${INBOX_CHANNEL}, ${item}), pg_notify('plimsoll_sources', '')`)
}
