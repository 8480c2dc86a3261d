import sql, { type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

/**
 * Marks vulnerabilities whose issues must be scored again; `moved` selects id, kev_before and epss_before. One that waits already
 * keeps what was before its first mark, and begins anew.
 */
export function markDue(moved: Sql): Sql {
  return sql`
    INSERT INTO vulnerability_due AS d (vulnerability_id, kev_before, epss_before, marked_at)
    SELECT m.*, clock_timestamp() FROM (${moved}) m
    ON CONFLICT (vulnerability_id) DO UPDATE SET after_issue_id = 0, marked_at = EXCLUDED.marked_at`
}

export async function isAnyVulnerabilityDue(db: Db): Promise<boolean> {
  const [row] = await db.query<{ due: boolean }>(sql`SELECT EXISTS (SELECT FROM vulnerability_due) AS due`)
  return row?.due ?? false
}

export interface DueVulnerability {
  id: number
  kevBefore: string | null
  epssBefore: number | null
  kevSince: string | null
  epss: number | null
  markedAt: Date
  afterIssueId: number
}

/** The vulnerabilities that are due the longest; locked, so that a mark made meanwhile waits and stays. */
export function lockDueVulnerabilities(tx: Db, limit: number): Promise<DueVulnerability[]> {
  return tx.query(sql`
    SELECT d.vulnerability_id AS id, d.kev_before AS "kevBefore", d.epss_before AS "epssBefore", v.kev_since AS "kevSince",
      v.epss, d.marked_at AS "markedAt", d.after_issue_id AS "afterIssueId"
    FROM vulnerability_due d JOIN vulnerability v ON v.id = d.vulnerability_id
    ORDER BY d.marked_at, d.vulnerability_id LIMIT ${limit} FOR UPDATE OF d`)
}

export interface DueIssue {
  id: number
  vulnerabilityId: number
  status: 'open' | 'excepted' | 'dismissed'
}

/** The next issues of these vulnerabilities that are not closed: in the order of the vulnerabilities, behind where each of them was left. */
export function dueIssues(tx: Db, due: readonly DueVulnerability[], limit: number): Promise<DueIssue[]> {
  return tx.query(sql`
    SELECT i.id, d.id AS "vulnerabilityId", i.status
    FROM unnest(${due.map(({ id }) => id)}::bigint[], ${due.map(({ afterIssueId }) => afterIssueId)}::bigint[])
      WITH ORDINALITY AS d (id, after_issue_id, position)
    CROSS JOIN LATERAL (
      SELECT id, status FROM issue WHERE vulnerability_id = d.id AND issue.id > d.after_issue_id AND status <> 'closed'
      ORDER BY issue.id LIMIT ${limit}
    ) i ORDER BY d.position, i.id LIMIT ${limit}`)
}

/** These are done; of `unfinished` the issues behind this one are still to do. */
export async function setDone(
  tx: Db,
  done: readonly number[],
  unfinished: { id: number; afterIssueId: number } | null,
): Promise<void> {
  await tx.query(sql`DELETE FROM vulnerability_due WHERE vulnerability_id = ANY(${done}::bigint[])`)
  if (unfinished === null) return
  await tx.query(sql`
    UPDATE vulnerability_due SET after_issue_id = ${unfinished.afterIssueId} WHERE vulnerability_id = ${unfinished.id}`)
}
