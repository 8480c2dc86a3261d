import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Deletes idempotency keys that were first used before a time; returns how many. */
export async function deleteIdempotencyKeys(tx: Db, before: Date, limit: number): Promise<number> {
  const rows = await tx.query(sql`
    DELETE FROM idempotency_key WHERE (token_id, key) IN (
      SELECT token_id, key FROM idempotency_key WHERE created_at < ${before}
      ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING key`)
  return rows.length
}
