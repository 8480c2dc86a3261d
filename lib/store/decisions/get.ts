import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { DECISION_COLUMNS, type StoredDecision } from './list.ts'

export interface StoredDecisionDetail extends StoredDecision {
  requestUid: string
  results: { policy: string; rule: string; action: string; message: string }[]
  facts: Record<string, unknown> | null
  receivedAt: Date
  appliedAt: Date | null
  problem: string | null
}

export async function decisionById(db: Db, id: string): Promise<StoredDecisionDetail | null> {
  const [row] = await db.query<StoredDecisionDetail>(sql`
    SELECT ${DECISION_COLUMNS}, d.request_uid AS "requestUid", d.results, d.facts, d.received_at AS "receivedAt",
      d.applied_at AS "appliedAt", d.problem_message AS problem
    FROM decision d
    JOIN cluster c ON c.id = d.cluster_id
    LEFT JOIN team t ON t.id = d.team_id
    WHERE d.id = ${id}`)
  return row ?? null
}
