import type { AuditRow } from '../../contract/audit.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type AuditLogRow, listAuditLog } from '../../store/audit/list.ts'
import { verifyChain } from '../../store/audit/verify.ts'
import { database } from '../../store/database.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'

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
  const before = keyOfCursor(cursor, ['string', 'number'], (exactAt, seq) =>
    Number.isNaN(Date.parse(exactAt)) ? null : { exactAt, seq },
  )
  if (!before.ok) return before
  const found = await listAuditLog(database(), {
    before: before.value,
    target: targetType === undefined || targetId === undefined ? null : { type: targetType, id: targetId },
    limit: limit + 1,
  })
  const { rows, nextCursor } = pageOfFound(found, limit, ({ exactAt, seq }) => [exactAt, seq])
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
