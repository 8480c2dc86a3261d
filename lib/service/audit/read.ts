import type { AuditRow } from '../../contract/audit.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type AuditLogRow, listAuditLog } from '../../store/audit/list.ts'
import { verifyChain } from '../../store/audit/verify.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { database } from '../../store/database.ts'

function auditRowOf(row: AuditLogRow): AuditRow {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    data: row.data,
    hash: row.hash.toString('hex'),
  }
}

export interface AuditFilter {
  cursor?: string | undefined
  limit: number
  targetType?: string | undefined
  targetId?: string | undefined
}

export async function listAudit(
  actor: Actor,
  { cursor, limit, targetType, targetId }: AuditFilter,
): Promise<Result<{ rows: AuditRow[]; nextCursor: string | null }>> {
  const refused = refusal(actor, 'audit.read')
  if (refused) return refused
  const after = cursor === undefined ? null : decodeCursor(cursor, ['string', 'number'])
  if (cursor !== undefined && (!after || Number.isNaN(Date.parse(String(after[0]))))) {
    return err('invalid', 'The cursor is not one of this list.')
  }
  const found = await listAuditLog(database(), {
    before: after && { exactAt: String(after[0]), seq: Number(after[1]) },
    target: targetType === undefined || targetId === undefined ? null : { type: targetType, id: targetId },
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const nextCursor = found.length > rows.length && last ? encodeCursor([last.exactAt, last.seq]) : null
  return ok({ rows: rows.map(auditRowOf), nextCursor })
}

export async function verifyAudit(
  actor: Actor,
): Promise<Result<{ rows: number; brokenAt: number | null; headHash: string }>> {
  const refused = refusal(actor, 'audit.read')
  if (refused) return refused
  const { rows, brokenAt, headHash } = await verifyChain(database())
  return ok({ rows, brokenAt, headHash: headHash.toString('hex') })
}
