import sql from 'sql-template-tag'
import { DEFAULT_WEIGHTS } from '../../domain/risk-weights.ts'
import type { Db } from '../../store/database.ts'
import { insertWeights } from '../../store/risk/versions.ts'

/** The version that the contract's examples name; every other one is forgotten. */
export async function seedRiskExamples(db: Db): Promise<void> {
  await db.query(sql`TRUNCATE risk_weights`)
  const by = { id: 'user-admin', name: 'The admin' }
  const reason = 'What is known to be exploited comes first'
  await insertWeights(db, { version: 1, weights: DEFAULT_WEIGHTS, reason, restoredFrom: null, by, jobId: null })
}
