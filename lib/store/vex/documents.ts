import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** A document of somebody, as a team's token or everybody's sends it for one image or repository. */
export interface SentDocument {
  author: string
  document: string
  sentFor: string
  teamId: number | null
}

/** Whether a later version of the document is known. */
export async function isLateDocument(
  tx: Db,
  { author, document, sentFor, teamId }: SentDocument,
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(sql`
    SELECT FROM vex_statement WHERE document = ${document} AND document <> '' AND superseded_at IS NULL
      AND author = ${author} AND sent_for = ${sentFor} AND team_id IS NOT DISTINCT FROM ${teamId}::integer
      AND document_at > ${at} LIMIT 1`)
  return rows.length > 0
}

/** Supersedes what earlier versions of a document stated and this version (of `at`) does not; returns the ids. */
export async function withdrawOmitted(
  tx: Db,
  { author, document, sentFor, teamId }: SentDocument,
  at: Date,
  stated: readonly Buffer[],
  now: Date,
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    UPDATE vex_statement SET superseded_at = ${now}
    WHERE document = ${document} AND document <> '' AND superseded_at IS NULL
      AND author = ${author} AND sent_for = ${sentFor} AND team_id IS NOT DISTINCT FROM ${teamId}::integer
      AND document_at < ${at} AND NOT key_hash = ANY(${stated}::bytea[])
    RETURNING id`)
  return rows.map(({ id }) => id)
}
