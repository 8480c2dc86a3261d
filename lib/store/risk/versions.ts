import sql from 'sql-template-tag'
import type { RiskWeights } from '../../domain/risk-weights.ts'
import type { Db } from '../database.ts'
import { completed } from './current.ts'

export interface StoredWeightsVersion {
  version: number
  weights: RiskWeights
  reason: string
  restoredFrom: number | null
  by: string
  at: Date
  /** The background job that scored everything by it. */
  jobId: number | null
}

/** Versions below `before`, the newest first. */
export async function weightsVersions(db: Db, before: number | null, limit: number): Promise<StoredWeightsVersion[]> {
  const rows = await db.query<StoredWeightsVersion>(sql`
    SELECT version, weights, reason, restored_from AS "restoredFrom", created_by_name AS by, created_at AS at,
      job_id AS "jobId"
    FROM risk_weights WHERE ${before}::int IS NULL OR version < ${before}::int ORDER BY version DESC LIMIT ${limit}`)
  return rows.map((row) => ({ ...row, weights: completed(row.weights) }))
}

/** Until the transaction ends nobody else appends a version. */
export async function lockWeights(tx: Db): Promise<void> {
  await tx.query(sql`LOCK TABLE risk_weights IN SHARE ROW EXCLUSIVE MODE`)
}

export async function insertWeights(
  tx: Db,
  row: Omit<StoredWeightsVersion, 'at' | 'by'> & { by: { id: string | null; name: string } },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO risk_weights (version, weights, reason, restored_from, created_by, created_by_name, job_id)
    VALUES (${row.version}, ${JSON.stringify(row.weights)}::jsonb, ${row.reason}, ${row.restoredFrom}, ${row.by.id},
      ${row.by.name}, ${row.jobId})`)
}
