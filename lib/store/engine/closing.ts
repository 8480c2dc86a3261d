import sql from 'sql-template-tag'
import type { CloseEvidence } from '../../domain/episode.ts'
import type { CloseReason, IssueStatus, SightingEnd } from '../../domain/lifecycle.ts'
import type { Db } from '../database.ts'

export interface EndedIssue {
  id: number
  status: IssueStatus
  imageId: number | null
  /** The sightings of the open episode that are over. `at` is ISO 8601. */
  ended: { end: SightingEnd; versionId: number | null; at: string; source: string }[]
}

/** Those of the issues that no active sighting holds any more and that are open or excepted, with how their sightings ended. */
export function endedIssues(tx: Db, ids: readonly number[]): Promise<EndedIssue[]> {
  return tx.query(sql`
    SELECT i.id, i.status, i.image_id AS "imageId", json_agg(json_build_object('end', s.end_reason, 'versionId', sc.image_version_id, 'source', sc.source,
      'at', to_char(s.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) AS ended
    FROM issue i
    JOIN episode e ON e.issue_id = i.id AND e.closed_at IS NULL
    JOIN sighting s ON s.issue_id = i.id AND s.ended_at >= e.opened_at
    JOIN scope sc ON sc.id = s.scope_id
    WHERE i.id = ANY(${ids}::bigint[]) AND i.status IN ('open', 'excepted')
      AND NOT EXISTS (SELECT FROM sighting a WHERE a.issue_id = i.id AND a.ended_at IS NULL)
    GROUP BY i.id`)
}

/** A stay of an image in a workload, dated in milliseconds; `versionId` is null when it was never told. */
export interface StoredStay {
  imageId: number
  workloadId: number
  versionId: number | null
  startedAt: number
  endedAt: number | null
}

/** Where these images run and ran. */
export function staysOf(tx: Db, imageIds: readonly number[]): Promise<StoredStay[]> {
  return tx.query(sql`
    SELECT image_id AS "imageId", workload_id AS "workloadId", image_version_id AS "versionId",
      (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt", (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt"
    FROM deployment_span WHERE image_id = ANY(${imageIds}::bigint[])`)
}

/** The versions of these images that some complete scan covered; a list of packages finds nothing, so it clears nothing. */
export async function scannedVersions(tx: Db, imageIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT v.id FROM image_version v WHERE v.image_id = ANY(${imageIds}::bigint[])
      AND EXISTS (SELECT FROM scope sc WHERE sc.image_version_id = v.id AND sc.complete_at IS NOT NULL
        AND sc.scan <> 'inventory')`)
  return rows.map(({ id }) => id)
}

export interface Closing {
  id: number
  reason: CloseReason
  at: Date
  /** When the last affected version stopped running, where one ran and a clean one took its place. */
  rolledOutAt: Date | null
  evidence: CloseEvidence
}

/** Closes issues and their open episodes, never before they opened: a tool's clock may run behind ours. */
export async function closeIssues(tx: Db, closings: readonly Closing[]): Promise<void> {
  if (closings.length === 0) return
  await tx.query(sql`
    WITH told AS (
      SELECT * FROM unnest(${closings.map(({ id }) => id)}::bigint[], ${closings.map(({ reason }) => reason)}::text[],
        ${closings.map(({ at }) => at)}::timestamptz[], ${closings.map(({ rolledOutAt }) => rolledOutAt)}::timestamptz[],
        ${closings.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[]) AS c (id, reason, at, rolled_out_at, evidence)
    ), over AS (
      -- The issue is locked before its episode, as people's actions do it; what one dismissed meanwhile stays so.
      SELECT told.* FROM told JOIN issue i ON i.id = told.id AND i.status IN ('open', 'excepted') FOR UPDATE OF i
    ), ended AS (
      UPDATE episode e SET closed_at = GREATEST(c.at, e.opened_at), close_reason = c.reason,
        rolled_out_at = CASE WHEN c.rolled_out_at IS NOT NULL THEN GREATEST(c.rolled_out_at, e.opened_at) END, evidence = c.evidence
      FROM over c WHERE e.issue_id = c.id AND e.closed_at IS NULL RETURNING e.issue_id, e.closed_at
    )
    UPDATE issue i SET status = 'closed', closed_at = ended.closed_at, close_reason = c.reason, excepted_until = NULL,
      running = CASE WHEN i.running THEN false ELSE i.running END, version = i.version + 1
    FROM over c JOIN ended ON ended.issue_id = c.id WHERE i.id = c.id`)
}
