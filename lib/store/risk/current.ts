import sql from 'sql-template-tag'
import { DEFAULT_WEIGHTS, type RiskWeights } from '../../domain/risk-weights.ts'
import type { Db } from '../database.ts'

export interface WeightsInForce {
  /** 0: those that Plimsoll came with. */
  version: number
  weights: RiskWeights
}

/** The weights that count now: the newest version, else the default. */
export async function weightsInForce(db: Db): Promise<WeightsInForce> {
  const [row] = await db.query<WeightsInForce>(
    sql`SELECT version, weights FROM risk_weights ORDER BY version DESC LIMIT 1`,
  )
  return row ? { version: row.version, weights: completed(row.weights) } : { version: 0, weights: DEFAULT_WEIGHTS }
}

/** A weight that is younger than a stored version has its default in it. */
export function completed(stored: RiskWeights): RiskWeights {
  const group = <Name extends keyof RiskWeights>(name: Name) => ({ ...DEFAULT_WEIGHTS[name], ...stored[name] })
  return {
    threat: group('threat'),
    reach: group('reach'),
    privilege: group('privilege'),
    preconditions: group('preconditions'),
    evidence: group('evidence'),
  }
}
