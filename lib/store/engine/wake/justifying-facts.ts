import sql from 'sql-template-tag'
import type { JustifyingFacts } from '../../../domain/issue-decision.ts'
import type { Db } from '../../database.ts'

/**
 * The facts on which the decisions in force rest, as they were when a person decided: an acceptance keeps them in its
 * exception, a dismissal in its entry of the timeline. Nothing for an issue whose decision kept none.
 */
export async function justifyingFacts(tx: Db, issueIds: readonly number[]): Promise<Map<number, JustifyingFacts>> {
  const rows = await tx.query<{ id: number; facts: JustifyingFacts }>(sql`
    SELECT i.id, CASE i.status
      WHEN 'excepted' THEN (SELECT e.justified_by FROM exception e WHERE e.issue_id = i.id AND e.revoked_at IS NULL)
      ELSE (SELECT t.data -> 'justifiedBy' FROM timeline_entry t WHERE t.issue_id = i.id AND t.type = 'dismissed'
        ORDER BY t.at DESC, t.id DESC LIMIT 1) END AS facts
    FROM issue i WHERE i.id = ANY(${issueIds}::bigint[])`)
  return new Map(rows.flatMap(({ id, facts }) => (facts && 'kev' in facts ? [[id, facts]] : [])))
}
