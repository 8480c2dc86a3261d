import sql from 'sql-template-tag'
import type { CloseEvidence } from '../../domain/episode.ts'
import type { IssueStatus } from '../../domain/lifecycle.ts'
import type { Db } from '../database.ts'

export interface MergeableIssue {
  id: number
  hash: Buffer
  status: IssueStatus
  dueAt: Date | null
}

/** The issues of these keys, locked. */
export function lockByHash(tx: Db, hashes: readonly Buffer[]): Promise<MergeableIssue[]> {
  return tx.query(sql`
    SELECT id, key_hash AS hash, status, due_at AS "dueAt" FROM issue WHERE key_hash = ANY(${hashes}::bytea[])
    ORDER BY id FOR UPDATE`)
}

/** Gives an issue of a file to the workload that the file describes: the same issue under its proper key. */
export async function moveToWorkload(tx: Db, id: number, key: string, hash: Buffer, workloadId: number): Promise<void> {
  await tx.query(sql`
    UPDATE issue SET key = ${key}, key_hash = ${hash}, workload_id = ${workloadId}, version = version + 1 WHERE id = ${id}`)
}

/**
 * Joins an issue that is not closed to another, which is not closed either, when both turn out to be one. What was decided,
 * said and seen goes on there; the joined one closes as merged and keeps the history of its own.
 */
export async function mergeIssue(tx: Db, from: number, into: number, at: Date): Promise<void> {
  const evidence: CloseEvidence = { ended: {}, text: `It is the same as issue ${into}, which goes on` }
  await tx.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, fingerprint, more_places, first_seen_at)
    SELECT ${into}, scope_id, severity, detail, fingerprint, more_places, first_seen_at
    FROM sighting WHERE issue_id = ${from} AND ended_at IS NULL
    ON CONFLICT (scope_id, issue_id) WHERE ended_at IS NULL DO NOTHING`)
  await tx.query(sql`DELETE FROM sighting WHERE issue_id = ${from} AND ended_at IS NULL`)
  await tx.query(sql`UPDATE timeline_entry SET issue_id = ${into} WHERE issue_id = ${from}`)
  await tx.query(sql`
    UPDATE issue_ticket t SET issue_id = ${into} WHERE t.issue_id = ${from}
      AND NOT EXISTS (SELECT FROM issue_ticket o WHERE o.issue_id = ${into} AND o.url = t.url)`)
  await tx.query(sql`UPDATE mention SET issue_id = ${into} WHERE issue_id = ${from}`)
  await tx.query(sql`
    UPDATE approval_request SET issue_id = ${into} WHERE issue_id = ${from} AND outcome IS NULL
      AND NOT EXISTS (SELECT FROM approval_request o WHERE o.issue_id = ${into} AND o.outcome IS NULL)`)
  await tx.query(sql`
    UPDATE exception SET issue_id = ${into} WHERE issue_id = ${from} AND revoked_at IS NULL
      AND NOT EXISTS (SELECT FROM exception e WHERE e.issue_id = ${into} AND e.revoked_at IS NULL)`)
  await tx.query(sql`
    UPDATE exception SET revoked_at = GREATEST(${at}, created_at) WHERE issue_id = ${from} AND revoked_at IS NULL`)
  await tx.query(sql`
    UPDATE episode e SET opened_at = GREATEST(LEAST(e.opened_at, f.opened_at), before.closed_at),
      opened_stage = CASE WHEN f.opened_at < e.opened_at THEN f.opened_stage ELSE e.opened_stage END
    FROM episode f, (SELECT max(closed_at) AS closed_at FROM episode WHERE issue_id = ${into}) before
    WHERE e.issue_id = ${into} AND e.closed_at IS NULL AND f.issue_id = ${from} AND f.closed_at IS NULL`)
  await tx.query(sql`
    UPDATE issue i SET
      status = CASE WHEN i.status = 'open' THEN f.status ELSE i.status END,
      excepted_until = CASE WHEN i.status = 'open' THEN f.excepted_until ELSE i.excepted_until END,
      assignee_id = COALESCE(i.assignee_id, f.assignee_id),
      acknowledged_at = COALESCE(i.acknowledged_at, f.acknowledged_at),
      acknowledged_by = CASE WHEN i.acknowledged_at IS NULL THEN f.acknowledged_by ELSE i.acknowledged_by END,
      team_id = CASE WHEN f.owner_by = 'hand' AND i.owner_by <> 'hand' THEN f.team_id ELSE i.team_id END,
      owner_by = CASE WHEN f.owner_by = 'hand' THEN 'hand' ELSE i.owner_by END,
      repository_id = COALESCE(i.repository_id, f.repository_id), place = COALESCE(NULLIF(i.place, ''), f.place),
      stages = i.stages | f.stages, first_seen_at = LEAST(i.first_seen_at, f.first_seen_at), due_at = LEAST(i.due_at, f.due_at),
      stopped_at = CASE WHEN i.status = 'open' THEN f.stopped_at ELSE i.stopped_at END,
      clock_from = LEAST(COALESCE(i.clock_from, i.opened_at), COALESCE(f.clock_from, f.opened_at)),
      opened_at = (SELECT opened_at FROM episode WHERE issue_id = i.id AND closed_at IS NULL), version = i.version + 1
    FROM issue f WHERE i.id = ${into} AND f.id = ${from}`)
  await moveHandMerges(tx, from, into)
  await tx.query(sql`
    WITH ended AS (
      UPDATE episode SET closed_at = GREATEST(${at}, opened_at), close_reason = 'merged', evidence = ${JSON.stringify(evidence)}::jsonb
      WHERE issue_id = ${from} AND closed_at IS NULL RETURNING closed_at
    )
    UPDATE issue SET status = 'closed', closed_at = ended.closed_at, close_reason = 'merged', excepted_until = NULL,
      running = CASE WHEN running THEN false ELSE running END, version = version + 1
    FROM ended WHERE id = ${from}`)
}

/** What people joined to the issue is joined to the other one, and a split puts that back to how it is now. */
async function moveHandMerges(tx: Db, from: number, into: number): Promise<void> {
  await tx.query(sql`
    UPDATE issue_merge m SET into_id = i.id, before = m.before || jsonb_build_object('into', jsonb_build_object('episode', e.number,
      'openedAt', e.opened_at, 'openedStage', e.opened_stage, 'clockFrom', i.clock_from, 'firstSeenAt', i.first_seen_at))
    FROM issue i JOIN episode e ON e.issue_id = i.id AND e.closed_at IS NULL
    WHERE i.id = ${into} AND m.into_id = ${from} AND m.from_id <> ${into} AND m.split_at IS NULL`)
}
