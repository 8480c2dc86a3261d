import sql, { type Sql } from 'sql-template-tag'
import type { VexStatus } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** A statement as it comes in. Times are milliseconds. */
export interface NewStatement {
  keyHash: Buffer
  author: string
  document: string
  documentAt: Date
  sentFor: string
  names: string[]
  status: VexStatus
  justification: string
  statement: string
  image: { repository: string; tag: string | null; digest: string | null } | null
  repository: string | null
  purl: string
  version: string
  statedAt: number
  takenAt: Date
  reportId: string
  teamId: number | null
}

export interface CurrentStatement {
  id: number
  keyHash: Buffer
  status: VexStatus
  justification: string
  statement: string
  /** Milliseconds. */
  statedAt: number
}

export const milliseconds = (column: Sql) => sql`(extract(epoch FROM ${column}) * 1000)::float8`

/** The current statements of these keys, revoked ones as well. */
export function currentStatements(tx: Db, keyHashes: readonly Buffer[]): Promise<CurrentStatement[]> {
  return tx.query(sql`
    SELECT id, key_hash AS "keyHash", status, justification, statement, ${milliseconds(sql`stated_at`)} AS "statedAt"
    FROM vex_statement WHERE key_hash = ANY(${keyHashes}::bytea[]) AND superseded_at IS NULL`)
}

/** Adds statements; those that they take the place of must be superseded before. Returns their ids. */
export async function insertStatements(tx: Db, statements: readonly NewStatement[]): Promise<number[]> {
  if (statements.length === 0) return []
  const rows = await tx.query<{ id: number }>(sql`
    WITH added AS (
      INSERT INTO vex_statement (key_hash, author, document, document_at, sent_for, names, status, justification, statement,
        image_repository, image_tag, image_digest, repository, purl, version, stated_at, taken_at, report_id, team_id)
      SELECT s.key_hash, s.author, s.document, s.document_at, s.sent_for, ARRAY(SELECT jsonb_array_elements_text(s.names)),
        s.status, s.justification, s.statement, s.image ->> 'repository', s.image ->> 'tag', s.image ->> 'digest',
        s.repository, s.purl, s.version, s.stated_at, s.taken_at, s.report_id, s.team_id
      FROM unnest(${statements.map(({ keyHash }) => keyHash)}::bytea[], ${statements.map(({ author }) => author)}::text[],
        ${statements.map(({ document }) => document)}::text[], ${statements.map(({ documentAt }) => documentAt)}::timestamptz[],
        ${statements.map(({ sentFor }) => sentFor)}::text[], ${statements.map(({ names }) => JSON.stringify(names))}::jsonb[],
        ${statements.map(({ status }) => status)}::text[], ${statements.map(({ justification }) => justification)}::text[],
        ${statements.map(({ statement }) => statement)}::text[],
        ${statements.map(({ image }) => JSON.stringify(image ?? {}))}::jsonb[],
        ${statements.map(({ repository }) => repository)}::text[], ${statements.map(({ purl }) => purl)}::text[],
        ${statements.map(({ version }) => version)}::text[],
        ${statements.map(({ statedAt }) => new Date(statedAt))}::timestamptz[],
        ${statements.map(({ takenAt }) => takenAt)}::timestamptz[], ${statements.map(({ reportId }) => reportId)}::uuid[],
        ${statements.map(({ teamId }) => teamId)}::integer[])
        AS s (key_hash, author, document, document_at, sent_for, names, status, justification, statement, image, repository,
          purl, version, stated_at, taken_at, report_id, team_id)
      RETURNING id, names
    ), named AS (
      INSERT INTO vex_statement_name (name, statement_id) SELECT DISTINCT unnest(names), id FROM added RETURNING 1
    )
    SELECT id FROM added`)
  return rows.map(({ id }) => id)
}

export async function supersedeStatements(tx: Db, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.query(sql`UPDATE vex_statement SET superseded_at = ${at} WHERE id = ANY(${ids}::bigint[])`)
}

/** Dates statements that were made again as the documents do that made them. */
export async function restateStatements(
  tx: Db,
  restated: readonly (Pick<NewStatement, 'statedAt' | 'document' | 'documentAt' | 'sentFor' | 'reportId'> & {
    id: number
  })[],
): Promise<void> {
  if (restated.length === 0) return
  await tx.query(sql`
    UPDATE vex_statement v SET stated_at = r.stated_at, document = r.document, document_at = r.document_at,
      sent_for = r.sent_for, report_id = r.report_id
    FROM unnest(${restated.map(({ id }) => id)}::bigint[],
      ${restated.map(({ statedAt }) => new Date(statedAt))}::timestamptz[], ${restated.map(({ document }) => document)}::text[],
      ${restated.map(({ documentAt }) => documentAt)}::timestamptz[], ${restated.map(({ sentFor }) => sentFor)}::text[],
      ${restated.map(({ reportId }) => reportId)}::uuid[])
      AS r (id, stated_at, document, document_at, sent_for, report_id)
    WHERE v.id = r.id`)
}
