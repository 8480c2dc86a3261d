import sql from 'sql-template-tag'
import { clockGoesOn } from '../../clocks/stopping.ts'
import type { Db } from '../../database.ts'

export interface Reopening {
  id: number
  type: 'woken' | 'expired'
  /** One sentence for people. */
  reason: string
}

/** Makes excepted and dismissed issues open again, in the episode that they are in; the caller holds their rows locked. */
export async function reopenDecided(tx: Db, reopenings: readonly Reopening[], at: Date): Promise<void> {
  if (reopenings.length === 0) return
  const ids = reopenings.map(({ id }) => id)
  await tx.query(sql`
    WITH reopened AS (
      UPDATE issue SET status = 'open', excepted_until = NULL, version = version + 1, ${clockGoesOn(at)}
      WHERE id = ANY(${ids}::bigint[]) RETURNING id
    ), revoked AS (
      UPDATE exception SET revoked_at = ${at} WHERE issue_id = ANY(${ids}::bigint[]) AND revoked_at IS NULL RETURNING 1
    )
    INSERT INTO timeline_entry (issue_id, at, type, data)
    SELECT r.id, ${at}, told.type, jsonb_build_object('reason', told.reason) FROM reopened r
    JOIN unnest(${ids}::bigint[], ${reopenings.map(({ type }) => type)}::text[],
      ${reopenings.map(({ reason }) => reason)}::text[]) AS told (id, type, reason) ON told.id = r.id`)
}
