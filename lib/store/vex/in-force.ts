import sql, { type Sql } from 'sql-template-tag'
import type { StatedIssue, Statement } from '../../domain/vex.ts'
import type { Db } from '../database.ts'
import { milliseconds } from './current.ts'

/** A statement with what is told of it. */
export interface ToldStatement extends Statement {
  author: string
  document: string
  justification: string
  statement: string
}

/** What every reading of a statement has. */
export const statementColumns: Sql = sql`
  s.id, s.status, s.names, s.repository, s.purl, s.version, s.team_id AS "teamId", s.author, s.document, s.justification,
  s.statement, CASE WHEN s.image_repository IS NOT NULL THEN json_build_object('repository', s.image_repository,
    'tag', s.image_tag, 'digest', s.image_digest) END AS image,
  ${milliseconds(sql`s.stated_at`)} AS "statedAt", ${milliseconds(sql`s.taken_at`)} AS "takenAt"`

/** The statements in force that may be about one of these issues. */
export function statementsInForce(
  tx: Db,
  issues: readonly Pick<StatedIssue, 'names' | 'purl' | 'image' | 'repository'>[],
): Promise<ToldStatement[]> {
  const names = [...new Set(issues.flatMap((issue) => issue.names))]
  const [purls, images, repositories] = [
    ['', ...new Set(issues.map(({ purl }) => purl))],
    [...new Set(issues.flatMap(({ image }) => image ?? []))],
    [...new Set(issues.flatMap(({ repository }) => repository ?? []))],
  ]
  return tx.query(sql`
    SELECT ${statementColumns} FROM vex_statement s
    WHERE s.id IN (SELECT statement_id FROM vex_statement_name WHERE name = ANY(${names}::text[]))
      AND s.superseded_at IS NULL AND s.revoked_at IS NULL AND s.purl = ANY(${purls}::text[])
      AND (s.image_repository IS NULL OR s.image_repository = ANY(${images}::text[]))
      AND (s.repository IS NULL OR s.repository = ANY(${repositories}::text[]))`)
}

export interface EndedStatement extends ToldStatement {
  isRevoked: boolean
}

/** Statements by id, whatever became of them. */
export function statementsById(tx: Db, ids: readonly number[]): Promise<EndedStatement[]> {
  return tx.query(sql`
    SELECT ${statementColumns}, s.revoked_at IS NOT NULL AS "isRevoked" FROM vex_statement s
    WHERE s.id = ANY(${ids}::bigint[])`)
}
