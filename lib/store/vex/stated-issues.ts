import sql from 'sql-template-tag'
import type { IssueStatus } from '../../domain/lifecycle.ts'
import type { StatedIssue } from '../../domain/vex.ts'
import type { Db } from '../database.ts'
import { milliseconds } from './current.ts'

/** Those of these vulnerabilities that any statement ever named. Costs nothing while there are no statements. */
export async function statedVulnerabilities(tx: Db, ids: readonly number[]): Promise<Set<number>> {
  const found = await tx.query<{ id: number; names: string[] }>(sql`
    SELECT id, name || aliases AS names FROM vulnerability
    WHERE id = ANY(${ids}::bigint[]) AND EXISTS (SELECT FROM vex_statement)`)
  if (found.length === 0) return new Set()
  const all = [...new Set(found.flatMap(({ names }) => names))]
  const rows = await tx.query<{ name: string }>(sql`
    SELECT name FROM unnest(${all}::text[]) AS name
    WHERE EXISTS (SELECT FROM vex_statement_name s WHERE s.name = name.name)`)
  const stated = new Set(rows.map(({ name }) => name))
  return new Set(found.filter(({ names }) => names.some((name) => stated.has(name))).map(({ id }) => id))
}

/** Those of these issues whose vulnerability any statement ever named. */
export async function statedAmong(tx: Db, issueIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number; vulnerabilityId: number }>(sql`
    SELECT id, vulnerability_id AS "vulnerabilityId" FROM issue
    WHERE id = ANY(${issueIds}::bigint[]) AND vulnerability_id IS NOT NULL AND EXISTS (SELECT FROM vex_statement)`)
  if (rows.length === 0) return []
  const stated = await statedVulnerabilities(tx, [...new Set(rows.map(({ vulnerabilityId }) => vulnerabilityId))])
  return rows.filter(({ vulnerabilityId }) => stated.has(vulnerabilityId)).map(({ id }) => id)
}

export interface DecidedIssue extends StatedIssue {
  id: number
  status: IssueStatus
  /** The statement by which it is dismissed; null where it is not, or where a person did it. */
  dismissedBy: number | null
  /** When a person last opened it again, in milliseconds. */
  reopenedAt: number | null
}

/** Open and dismissed ones of these issues, with what statements are held against; locked, in one order. */
export function lockStatedIssues(tx: Db, ids: readonly number[]): Promise<DecidedIssue[]> {
  return statedIssues(tx, ids, true)
}

/** The same of one issue, whatever its status, without a lock. */
export async function statedIssue(db: Db, id: number): Promise<DecidedIssue | null> {
  const [issue] = await statedIssues(db, [id], false)
  return issue ?? null
}

function statedIssues(db: Db, ids: readonly number[], lock: boolean): Promise<DecidedIssue[]> {
  return db.query(sql`
    SELECT i.id, i.status, i.team_id AS "teamId", v.name || v.aliases AS names, p.purl, m.repository AS image,
      r.name AS repository, seen.list AS seen, told."dismissedBy",
      (SELECT ${milliseconds(sql`max(t.at)`)} FROM timeline_entry t
        WHERE t.issue_id = i.id AND t.type = 'reopened') AS "reopenedAt"
    FROM issue i
    JOIN vulnerability v ON v.id = i.vulnerability_id
    JOIN package p ON p.id = i.package_id
    LEFT JOIN image m ON m.id = i.image_id
    LEFT JOIN repository r ON r.id = i.repository_id
    CROSS JOIN LATERAL (
      SELECT COALESCE(json_agg(json_build_object('digest', iv.digest,
        'versions', jsonb_build_array(COALESCE(s.detail ->> 'installedVersion', ''))
          || COALESCE((SELECT jsonb_agg(COALESCE(more ->> 'installedVersion', '')) FROM jsonb_array_elements(s.more_places) more), '[]'),
        'tags', ARRAY(SELECT g.tag FROM image_tag g WHERE g.image_version_id = iv.id AND NOT EXISTS (SELECT FROM image_tag n
          WHERE n.image_id = g.image_id AND n.tag = g.tag AND n.moved_at > g.moved_at)))), '[]') AS list
      FROM sighting s JOIN scope c ON c.id = s.scope_id LEFT JOIN image_version iv ON iv.id = c.image_version_id
      WHERE s.issue_id = i.id AND s.ended_at IS NULL
    ) seen
    LEFT JOIN LATERAL (
      SELECT (t.data ->> 'statementId')::bigint AS "dismissedBy" FROM timeline_entry t
      WHERE t.issue_id = i.id AND t.type = 'dismissed' AND i.status = 'dismissed' ORDER BY t.at DESC, t.id DESC LIMIT 1
    ) told ON true
    WHERE i.id = ANY(${ids}::bigint[]) AND (${!lock} OR i.status IN ('open', 'dismissed'))
    ORDER BY i.id ${lock ? sql`FOR UPDATE OF i` : sql``}`)
}
