import sql, { type Sql } from 'sql-template-tag'
import type { Statement } from '../../domain/vex.ts'
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

/** The statements in force about any of these names. */
export function statementsInForce(tx: Db, names: readonly string[]): Promise<ToldStatement[]> {
  return tx.query(sql`
    SELECT ${statementColumns} FROM vex_statement s
    WHERE s.names && ${names}::text[] AND s.superseded_at IS NULL AND s.revoked_at IS NULL`)
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
