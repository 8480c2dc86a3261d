import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { isOf, type TriageSubjects } from './triage-subjects.ts'

/** Whether a person resolved something of this subject that waits for a scan to confirm it. */
export async function hasResolved(
  tx: Db,
  subject: Record<'imageId' | 'workloadId' | 'repositoryId' | 'clusterId', number | null>,
): Promise<boolean> {
  const { imageId, workloadId, repositoryId, clusterId } = subject
  const rows = await tx.query(sql`
    SELECT FROM issue WHERE close_reason = 'resolved'
      AND (image_id = ${imageId} OR workload_id = ${workloadId} OR repository_id = ${repositoryId} OR cluster_id = ${clusterId})
    LIMIT 1`)
  return rows.length > 0
}

export interface ConfirmedIssue {
  id: number
  number: number
  closedAt: Date
  how: string
  ended: number
}

/**
 * Issues of these subjects that a person resolved and that a complete scan since then no longer finds: wherever they were
 * seen was scanned again, or is of the past, and something was scanned. Locked.
 */
export function lockConfirmed(tx: Db, subjects: TriageSubjects): Promise<ConfirmedIssue[]> {
  return tx.query(sql`
    SELECT i.id, e.number, e.closed_at AS "closedAt", COALESCE(e.evidence ->> 'text', '') AS how, seen.ended
    FROM issue i
    JOIN LATERAL (SELECT * FROM episode e WHERE e.issue_id = i.id ORDER BY e.number DESC LIMIT 1) e ON true
    JOIN LATERAL (
      SELECT count(*)::int AS ended, bool_and(sc.complete_at > s.ended_at OR v.retired_at IS NOT NULL) AS over,
        bool_or(sc.complete_at > s.ended_at) AS scanned
      FROM sighting s JOIN scope sc ON sc.id = s.scope_id LEFT JOIN image_version v ON v.id = sc.image_version_id
      WHERE s.issue_id = i.id AND s.end_reason = 'resolved' AND s.ended_at >= e.opened_at
    ) seen ON seen.over
    WHERE i.close_reason = 'resolved' AND ${isOf(subjects)}
      AND (seen.scanned OR EXISTS (SELECT FROM image_version v JOIN scope sc ON sc.image_version_id = v.id
        WHERE v.image_id = i.image_id AND sc.scan <> 'inventory' AND sc.complete_at > e.closed_at))
    ORDER BY i.id FOR UPDATE OF i`)
}

/**
 * What a person resolved is fixed, since they said so. The closing is taken back and told again, so that whoever follows the
 * log counts it once.
 */
export async function closeAsFixed(tx: Db, confirmed: readonly ConfirmedIssue[]): Promise<void> {
  if (confirmed.length === 0) return
  const ids = confirmed.map(({ id }) => id)
  const numbers = confirmed.map(({ number }) => number)
  const of = sql`unnest(${ids}::bigint[], ${numbers}::int[], ${confirmed.map(({ closedAt }) => closedAt)}::timestamptz[],
    ${confirmed.map(evidenceOf)}::jsonb[]) AS c (id, number, at, evidence)`
  await tx.query(sql`
    UPDATE episode e SET closed_at = NULL, close_reason = NULL FROM ${of} WHERE e.issue_id = c.id AND e.number = c.number`)
  await tx.query(sql`
    UPDATE episode e SET closed_at = c.at, close_reason = 'fixed', evidence = c.evidence
    FROM ${of} WHERE e.issue_id = c.id AND e.number = c.number`)
  await tx.query(sql`UPDATE issue SET close_reason = 'fixed', version = version + 1 WHERE id = ANY(${ids}::bigint[])`)
}

function evidenceOf({ how, ended }: ConfirmedIssue): string {
  return JSON.stringify({ ended: { resolved: ended }, text: `${how} (a complete scan since then no longer found it)` })
}
