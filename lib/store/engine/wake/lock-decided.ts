import sql from 'sql-template-tag'
import type { JustifyingFacts } from '../../../domain/issue-decision.ts'
import type { Db } from '../../database.ts'

export interface DecidedIssue extends JustifyingFacts {
  id: number
}

/** Those of these issues that are excepted or dismissed, with their facts as they are now; locked, in one order. */
export function lockDecided(tx: Db, issueIds: readonly number[]): Promise<DecidedIssue[]> {
  return tx.query(sql`
    SELECT id, kev, exposed, running, severity, risk FROM issue
    WHERE id = ANY(${issueIds}::bigint[]) AND status IN ('excepted', 'dismissed') ORDER BY id FOR UPDATE`)
}
