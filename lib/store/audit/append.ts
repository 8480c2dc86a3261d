import sql from 'sql-template-tag'
import type { Actor } from '../../domain/actor.ts'
import type { Db } from '../database.ts'

export interface AuditEntry {
  /** What was done, `<thing>.<verb>`: `issue.accept`, `token.create`. */
  action: string
  targetType: string
  targetId: string | number
  /** What changed, without secrets. */
  data?: Record<string, unknown>
}

/**
 * Appends to the hash chain in the caller's transaction, so that an action whose audit row cannot be written does not
 * happen. Call it last: it holds the chain's one lock until the transaction ends.
 */
export async function appendAudit(db: Db, actor: Actor, entry: AuditEntry): Promise<void> {
  const actorId = actor.type === 'system' ? actor.name : actor.id
  await db.query(sql`
    SELECT audit_append(${actor.type}, ${actorId}, ${actor.name}, ${entry.action}, ${entry.targetType},
      ${String(entry.targetId)}, ${JSON.stringify(entry.data ?? {})}::jsonb)`)
}
