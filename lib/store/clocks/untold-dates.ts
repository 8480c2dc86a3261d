import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface UntoldDate {
  id: number
  dueAt: Date
  /** Whether the same was told of this very date before. */
  toldBefore: boolean
}

/** Open issues whose date has passed without anybody being told, locked; one that is being changed is left for later. */
export function lockOverdue(tx: Db, now: Date, limit: number): Promise<UntoldDate[]> {
  return tx.query(sql`
    SELECT id, due_at AS "dueAt", told_overdue_for IS NOT DISTINCT FROM due_at AS "toldBefore" FROM issue
    WHERE status = 'open' AND due_told IN (0, 1) AND due_at < ${now} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
}

/** Open issues whose date is near without anybody being told, locked likewise. */
export function lockDueSoon(tx: Db, now: Date, until: Date, limit: number): Promise<UntoldDate[]> {
  return tx.query(sql`
    SELECT id, due_at AS "dueAt", told_soon_for IS NOT DISTINCT FROM due_at AS "toldBefore" FROM issue
    WHERE status = 'open' AND due_told = 0 AND due_at >= ${now} AND due_at <= ${until}
    ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
}

export async function noteSoonTold(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.query(sql`UPDATE issue SET due_told = 1, told_soon_for = due_at WHERE id = ANY(${ids}::bigint[])`)
}

export async function noteOverdueTold(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.query(sql`UPDATE issue SET due_told = 2, told_overdue_for = due_at WHERE id = ANY(${ids}::bigint[])`)
}
