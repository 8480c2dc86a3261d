import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Issues whose risk was accepted until a time that has come, locked; one that a person is changing is left for later. */
export async function lockExpiredExceptions(tx: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT id FROM issue WHERE status = 'excepted' AND excepted_until <= ${now}
    ORDER BY excepted_until LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
  return rows.map(({ id }) => id)
}
