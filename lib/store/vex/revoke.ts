import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface RevocableStatement {
  author: string
  document: string
  isCurrent: boolean
  isRevoked: boolean
}

/** The statement, locked until the transaction ends, or null. */
export async function lockStatement(tx: Db, id: number): Promise<RevocableStatement | null> {
  const [row] = await tx.query<RevocableStatement>(sql`
    SELECT author, document, superseded_at IS NULL AS "isCurrent", revoked_at IS NOT NULL AS "isRevoked"
    FROM vex_statement WHERE id = ${id} FOR UPDATE`)
  return row ?? null
}

/** Takes a statement out of force, or, with null, back into it. */
export async function setRevoked(
  tx: Db,
  id: number,
  revoked: { at: Date; by: string | null; reason: string } | null,
): Promise<void> {
  await tx.query(sql`
    UPDATE vex_statement SET revoked_at = ${revoked?.at ?? null}, revoked_by = ${revoked?.by ?? null},
      revoke_reason = ${revoked?.reason ?? null}
    WHERE id = ${id}`)
}
