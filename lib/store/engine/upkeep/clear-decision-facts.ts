import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Forgets the objects of decisions made before a time that no worker needs any more; the decisions stay. Returns how many. */
export async function clearDecisionFacts(tx: Db, before: Date, limit: number): Promise<number> {
  const rows = await tx.query(sql`
    UPDATE decision SET facts = NULL WHERE id IN (
      SELECT id FROM decision
      WHERE facts IS NOT NULL AND at < ${before} AND (applied_at IS NOT NULL OR problem_message IS NOT NULL)
      ORDER BY at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`)
  return rows.length
}
