import sql from 'sql-template-tag'
import type { CloseEvidence } from '../../domain/episode.ts'
import type { IssueStatus } from '../../domain/lifecycle.ts'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'
import { titleJoins, titleOfIssue } from './title.ts'

/** What both issues were, so that a split can put them back. Times are ISO 8601. */
export interface BeforeMerge {
  status: IssueStatus
  exceptedUntil: string | null
  into: { episode: number; openedAt: string; openedStage: Stage; clockFrom: string | null; firstSeenAt: string }
}

export interface HandMerge {
  id: number
  intoId: number
  reason: string
  before: BeforeMerge
}

/** The merge by hand that holds for a joined issue, or null. */
export async function handMergeOf(db: Db, fromId: number): Promise<HandMerge | null> {
  const [row] = await db.query<HandMerge>(sql`
    SELECT id, into_id AS "intoId", reason, before FROM issue_merge WHERE from_id = ${fromId} AND split_at IS NULL`)
  return row ?? null
}

export interface JoinedIssue {
  id: number
  version: number
  title: string
  at: Date
  by: { id: string; name: string } | null
  reason: string
}

const joined = sql`
  SELECT i.id, i.version, ${titleOfIssue} AS title, m.merged_at AS at, m.reason,
    CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS by
  FROM issue_merge m`
const names = sql`${titleJoins} LEFT JOIN "user" u ON u.id = m.merged_by`

/** The issues that people joined to one. */
export function joinedTo(db: Db, intoId: number): Promise<JoinedIssue[]> {
  return db.query(sql`
    ${joined} JOIN issue i ON i.id = m.from_id ${names} WHERE m.into_id = ${intoId} AND m.split_at IS NULL ORDER BY m.id`)
}

/** The issue to which people joined one, or null. */
export async function joinedInto(db: Db, fromId: number): Promise<JoinedIssue | null> {
  const [row] = await db.query<JoinedIssue>(sql`
    ${joined} JOIN issue i ON i.id = m.into_id ${names} WHERE m.from_id = ${fromId} AND m.split_at IS NULL`)
  return row ?? null
}

/**
 * Joins an issue to another one: what is seen of it now is of the other, which was open as long as the older of both. The
 * joined one closes as merged and keeps its own story. Both are locked and not closed.
 */
export async function mergeByHand(
  tx: Db,
  merge: { from: number; into: number; reason: string; userId: string | null; at: Date },
): Promise<void> {
  const { from, into, at } = merge
  await tx.query(sql`
    WITH joined AS (
      INSERT INTO issue_merge (from_id, into_id, reason, merged_by, merged_at, before)
      SELECT f.id, i.id, ${merge.reason}, ${merge.userId}, ${at}, json_build_object('status', f.status,
        'exceptedUntil', to_json(f.excepted_until), 'into', json_build_object('episode', e.number, 'openedAt', to_json(e.opened_at),
        'openedStage', e.opened_stage, 'clockFrom', to_json(i.clock_from), 'firstSeenAt', to_json(i.first_seen_at)))
      FROM issue f, issue i JOIN episode e ON e.issue_id = i.id AND e.closed_at IS NULL
      WHERE f.id = ${from} AND i.id = ${into} RETURNING id
    )
    INSERT INTO merged_sighting (merge_id, scope_id, own_too)
    SELECT joined.id, s.scope_id, EXISTS (SELECT FROM sighting o WHERE o.issue_id = ${into} AND o.scope_id = s.scope_id AND o.ended_at IS NULL)
    FROM joined, sighting s WHERE s.issue_id = ${from} AND s.ended_at IS NULL`)
  await tx.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, fingerprint, more_places, first_seen_at)
    SELECT ${into}, scope_id, severity, detail, fingerprint, more_places, first_seen_at
    FROM sighting WHERE issue_id = ${from} AND ended_at IS NULL
    ON CONFLICT (scope_id, issue_id) WHERE ended_at IS NULL DO NOTHING`)
  await tx.query(sql`DELETE FROM sighting WHERE issue_id = ${from} AND ended_at IS NULL`)
  await tx.query(sql`
    UPDATE episode e SET opened_at = GREATEST(LEAST(e.opened_at, f.opened_at), before.closed_at),
      opened_stage = CASE WHEN f.opened_at < e.opened_at THEN f.opened_stage ELSE e.opened_stage END
    FROM episode f, (SELECT max(closed_at) AS closed_at FROM episode WHERE issue_id = ${into}) before
    WHERE e.issue_id = ${into} AND e.closed_at IS NULL AND f.issue_id = ${from} AND f.closed_at IS NULL`)
  await tx.query(sql`
    UPDATE issue i SET stages = i.stages | f.stages, first_seen_at = LEAST(i.first_seen_at, f.first_seen_at),
      clock_from = LEAST(COALESCE(i.clock_from, i.opened_at), COALESCE(f.clock_from, f.opened_at)),
      opened_at = (SELECT opened_at FROM episode WHERE issue_id = i.id AND closed_at IS NULL), version = i.version + 1
    FROM issue f WHERE i.id = ${into} AND f.id = ${from}`)
  const evidence: CloseEvidence = { ended: {}, text: `A person joined it to issue ${into}, which goes on` }
  await tx.query(sql`
    WITH ended AS (
      UPDATE episode SET closed_at = GREATEST(${at}, opened_at), close_reason = 'merged', evidence = ${JSON.stringify(evidence)}::jsonb
      WHERE issue_id = ${from} AND closed_at IS NULL RETURNING closed_at
    )
    UPDATE issue SET status = 'closed', closed_at = ended.closed_at, close_reason = 'merged', excepted_until = NULL,
      version = version + 1
    FROM ended WHERE id = ${from}`)
}
