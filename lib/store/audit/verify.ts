import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface ChainState {
  rows: number
  /** Sequence number of the first row that does not fit, or null. */
  brokenAt: number | null
  headHash: Buffer
}

/**
 * Recomputes the chain as `audit_append` wrote it. A row does not fit when its hash is not that of its content, when it does not
 * continue the row before, or when the log does not end where the head says. Retention may have cut the oldest days off.
 */
export async function verifyChain(db: Db): Promise<ChainState> {
  const [row] = await db.query<ChainState>(sql`
    WITH link AS (
      SELECT seq, prev_hash, hash,
        lag(hash) OVER (ORDER BY at, seq) AS hash_before, lag(seq) OVER (ORDER BY at, seq) AS seq_before,
        sha256(prev_hash || convert_to(concat_ws(E'\x1f', seq, extract(epoch FROM at), actor_type, actor_id, actor_name, action,
          target_type, target_id, data::text), 'UTF8')) AS computed
      FROM audit_log
    ), checked AS (
      SELECT count(*) AS rows, max(seq) AS last,
        min(seq) FILTER (WHERE hash <> computed OR (seq_before IS NOT NULL AND (prev_hash <> hash_before OR seq <> seq_before + 1))
          OR (seq = 1 AND prev_hash <> decode(repeat('00', 32), 'hex'))) AS broken
      FROM link
    )
    SELECT checked.rows, head.hash AS "headHash", CASE
        WHEN broken IS NOT NULL THEN broken
        WHEN COALESCE(last, 0) <> head.seq AND NOT (last IS NULL AND head.seq = 0) THEN COALESCE(last, 0) + 1
        WHEN last IS NOT NULL AND NOT EXISTS (SELECT 1 FROM link WHERE seq = last AND hash = head.hash) THEN last
      END AS "brokenAt"
    FROM checked, audit_head head`)
  return row!
}
