import sql, { empty } from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface AuditLogRow {
  seq: number
  at: Date
  /** `at` to the microsecond, for the cursor. */
  exactAt: string
  actorType: 'user' | 'token' | 'system'
  actorId: string
  actorName: string
  action: string
  targetType: string
  targetId: string
  data: Record<string, unknown>
  hash: Buffer
}

export interface AuditQuery {
  before: { exactAt: string; seq: number } | null
  target: { type: string; id: string } | null
  limit: number
}

/** The audit log, newest first. */
export async function listAuditLog(db: Db, { before, target, limit }: AuditQuery): Promise<AuditLogRow[]> {
  const older = before ? sql`AND (at, seq) < (${before.exactAt}::timestamptz, ${before.seq})` : empty
  const about = target ? sql`AND target_type = ${target.type} AND target_id = ${target.id}` : empty
  return db.query<AuditLogRow>(sql`
    SELECT seq, at, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "exactAt", actor_type AS "actorType",
      actor_id AS "actorId", actor_name AS "actorName", action, target_type AS "targetType", target_id AS "targetId", data, hash
    FROM audit_log WHERE true ${older} ${about} ORDER BY at DESC, seq DESC LIMIT ${limit}`)
}
