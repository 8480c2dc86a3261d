import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { statementColumns, type ToldStatement } from './in-force.ts'
import type { DecidedIssue } from './stated-issues.ts'

export const MAX_STATEMENTS = 50

export interface IssueStatement extends ToldStatement {
  reportId: string | null
  supersededAt: Date | null
  revokedAt: Date | null
  revokedBy: { id: string; name: string } | null
  revokeReason: string | null
  total: number
}

/** What was ever stated about an issue: what is in force first, then the newest. */
export function statementsOfIssue(
  db: Db,
  issue: Pick<DecidedIssue, 'names' | 'purl' | 'image' | 'repository' | 'teamId'>,
) {
  return db.query<IssueStatement>(sql`
    SELECT ${statementColumns}, s.report_id AS "reportId", s.superseded_at AS "supersededAt", s.revoked_at AS "revokedAt",
      CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS "revokedBy",
      s.revoke_reason AS "revokeReason", count(*) OVER () AS total
    FROM vex_statement s LEFT JOIN "user" u ON u.id = s.revoked_by
    WHERE s.id IN (SELECT statement_id FROM vex_statement_name WHERE name = ANY(${issue.names}::text[])) AND s.purl IN ('', ${issue.purl})
      AND (s.image_repository IS NULL OR s.image_repository = ${issue.image})
      AND (s.repository IS NULL OR s.repository = ${issue.repository})
      AND (s.team_id IS NULL OR s.team_id = ${issue.teamId}::integer)
    ORDER BY s.superseded_at IS NOT NULL OR s.revoked_at IS NOT NULL, s.stated_at DESC, s.id DESC LIMIT ${MAX_STATEMENTS}`)
}
