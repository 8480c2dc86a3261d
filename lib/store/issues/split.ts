import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import type { HandMerge } from './merge-by-hand.ts'

/**
 * Takes a merge by hand back: what is found under the joined issue's own key is its own again, and its episode goes on as if it
 * had not closed. Where nothing is found under it any more, it stays closed. Returns whether it is open again.
 */
export async function splitIssue(
  tx: Db,
  { fromId, merge, userId, at }: { fromId: number; merge: HandMerge; userId: string | null; at: Date },
): Promise<boolean> {
  const { id, intoId, before } = merge
  const seen = await tx.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, fingerprint, more_places, first_seen_at)
    SELECT ${fromId}, s.scope_id, s.severity, s.detail, NULL, s.more_places, s.first_seen_at
    FROM merged_sighting m JOIN sighting s ON s.scope_id = m.scope_id AND s.issue_id = ${intoId} AND s.ended_at IS NULL
    WHERE m.merge_id = ${id} RETURNING id`)
  await tx.query(sql`
    DELETE FROM sighting s USING merged_sighting m
    WHERE m.merge_id = ${id} AND NOT m.own_too AND s.scope_id = m.scope_id AND s.issue_id = ${intoId} AND s.ended_at IS NULL`)
  await tx.query(sql`UPDATE issue_merge SET split_at = ${at}, split_by = ${userId} WHERE id = ${id}`)
  await tx.query(sql`
    UPDATE episode SET opened_at = ${before.into.openedAt}::timestamptz, opened_stage = ${before.into.openedStage}
    WHERE issue_id = ${intoId} AND number = ${before.into.episode} AND closed_at IS NULL`)
  await tx.query(sql`
    UPDATE issue i SET opened_at = e.opened_at, version = version + 1,
      first_seen_at = CASE WHEN e.number = ${before.into.episode} THEN ${before.into.firstSeenAt}::timestamptz ELSE i.first_seen_at END,
      clock_from = CASE WHEN e.number = ${before.into.episode} THEN ${before.into.clockFrom}::timestamptz ELSE i.clock_from END
    FROM episode e WHERE i.id = ${intoId} AND e.issue_id = i.id AND e.closed_at IS NULL`)
  if (seen.length === 0) return false
  await tx.query(sql`
    UPDATE episode SET closed_at = NULL, close_reason = NULL, evidence = NULL
    WHERE issue_id = ${fromId} AND number = (SELECT max(number) FROM episode WHERE issue_id = ${fromId})`)
  await tx.query(sql`
    WITH back AS (
      SELECT (SELECT expires_at FROM exception WHERE issue_id = ${fromId} AND revoked_at IS NULL AND expires_at > ${at}) AS until
    )
    UPDATE issue SET closed_at = NULL, close_reason = NULL, version = version + 1,
      status = CASE WHEN ${before.status} <> 'excepted' THEN ${before.status} WHEN back.until IS NULL THEN 'open' ELSE 'excepted' END,
      excepted_until = CASE WHEN ${before.status} = 'excepted' THEN back.until END
    FROM back WHERE id = ${fromId}`)
  return true
}
