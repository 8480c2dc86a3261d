import sql from 'sql-template-tag'
import type { IssueStatus } from '../../domain/lifecycle.ts'
import type { Db } from '../database.ts'

/** What one source's kind of scan knows of an image version; the scope holds active sightings where `active`. */
export interface ScannedVersion {
  imageId: number
  scopeId: number
  source: string
  scan: string
  versionId: number
  /** Rises with age of arrival. */
  order: number
  /** Milliseconds; null when it was never scanned completely. */
  completeAt: number | null
  active: boolean
}

export function scannedVersionsOf(tx: Db, imageIds: readonly number[]): Promise<ScannedVersion[]> {
  return tx.query(sql`
    SELECT v.image_id AS "imageId", sc.id AS "scopeId", sc.source, sc.scan, v.id AS "versionId",
      rank() OVER (PARTITION BY v.image_id ORDER BY v.first_seen_at, v.id) AS "order", (extract(epoch FROM sc.complete_at) * 1000)::float8 AS "completeAt",
      EXISTS (SELECT FROM sighting s WHERE s.scope_id = sc.id AND s.ended_at IS NULL) AS active
    FROM image_version v JOIN scope sc ON sc.image_version_id = v.id
    WHERE v.image_id = ANY(${imageIds}::bigint[])`)
}

/** A version that runs or ran; `versionId` is null where it was never told. */
export interface RanVersion {
  imageId: number
  versionId: number | null
  /** When its last stay ended, in milliseconds; null while it runs. */
  endedAt: number | null
}

export function ranVersions(tx: Db, imageIds: readonly number[]): Promise<RanVersion[]> {
  return tx.query(sql`
    SELECT image_id AS "imageId", image_version_id AS "versionId",
      CASE WHEN bool_and(ended_at IS NOT NULL) THEN (extract(epoch FROM max(ended_at)) * 1000)::float8 END AS "endedAt"
    FROM deployment_span WHERE image_id = ANY(${imageIds}::bigint[]) GROUP BY image_id, image_version_id`)
}

export interface RetiredScope {
  id: number
  at: Date
}

/** Ends what these scopes hold, because their version is of the past. Returns the issues that it concerns. */
export async function retireScopes(tx: Db, scopes: readonly RetiredScope[]): Promise<number[]> {
  if (scopes.length === 0) return []
  const [ids, times] = [scopes.map(({ id }) => id), scopes.map(({ at }) => at)]
  await tx.query(sql`
    UPDATE image_version v SET retired_at = r.at
    FROM unnest(${ids}::bigint[], ${times}::timestamptz[]) AS r (scope_id, at) JOIN scope sc ON sc.id = r.scope_id
    WHERE v.id = sc.image_version_id AND v.retired_at IS NULL`)
  const rows = await tx.query<{ id: number }>(sql`
    UPDATE sighting s SET ended_at = GREATEST(r.at, s.first_seen_at), end_reason = 'retired'
    FROM unnest(${ids}::bigint[], ${times}::timestamptz[]) AS r (scope_id, at)
    WHERE s.scope_id = r.scope_id AND s.ended_at IS NULL RETURNING s.issue_id AS id`)
  return rows.map(({ id }) => id)
}

/**
 * What another source saw of the same issue in a version of the past: who looked on speaks for who did not. What that one alone
 * saw stays, because nobody has looked whether a newer version is free of it. Returns the issues that it concerns.
 */
export async function retireAlike(tx: Db, imageIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    UPDATE sighting s SET ended_at = GREATEST(v.retired_at, s.first_seen_at), end_reason = 'retired'
    FROM image_version v JOIN scope sc ON sc.image_version_id = v.id
    WHERE v.image_id = ANY(${imageIds}::bigint[]) AND v.retired_at IS NOT NULL AND s.scope_id = sc.id AND s.ended_at IS NULL
      AND EXISTS (SELECT FROM scope other JOIN sighting o ON o.scope_id = other.id AND o.issue_id = s.issue_id
        WHERE other.image_version_id = v.id AND other.scan = sc.scan AND other.source <> sc.source AND o.end_reason = 'retired')
    RETURNING s.issue_id AS id`)
  return rows.map(({ id }) => id)
}

export interface RevivedIssue {
  id: number
  status: IssueStatus
  /** Whether an exception holds at that time. */
  excepted: boolean
}

/**
 * Retired versions that run again are of the present, and what was seen in them last is seen again, unless a later complete
 * scan was clean of it. Returns the issues that it concerns.
 */
export function reviveVersions(tx: Db, imageIds: readonly number[], at: Date): Promise<RevivedIssue[]> {
  return tx.query(sql`
    WITH back AS (
      UPDATE image_version v SET retired_at = NULL
      WHERE v.image_id = ANY(${imageIds}::bigint[]) AND v.retired_at IS NOT NULL
        AND EXISTS (SELECT FROM deployment_span d WHERE d.image_id = v.image_id AND d.image_version_id = v.id AND d.ended_at IS NULL)
      RETURNING v.id
    ), seen AS (
      INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
      SELECT DISTINCT ON (s.scope_id, COALESCE(m.into_id, s.issue_id)) COALESCE(m.into_id, s.issue_id), s.scope_id, s.severity,
        s.detail, GREATEST(${at}, s.ended_at)
      FROM back JOIN scope sc ON sc.image_version_id = back.id JOIN sighting s ON s.scope_id = sc.id
      LEFT JOIN issue_merge m ON m.from_id = s.issue_id AND m.split_at IS NULL
      WHERE s.end_reason = 'retired' AND s.ended_at >= COALESCE(sc.complete_at, '-infinity')
      ORDER BY s.scope_id, COALESCE(m.into_id, s.issue_id), s.ended_at DESC
      ON CONFLICT (scope_id, issue_id) WHERE ended_at IS NULL DO NOTHING
      RETURNING issue_id
    )
    SELECT i.id, i.status, i.status = 'closed' AND EXISTS (SELECT FROM exception e
      WHERE e.issue_id = i.id AND e.revoked_at IS NULL AND e.expires_at > ${at}) AS excepted
    FROM issue i WHERE i.id IN (SELECT issue_id FROM seen)`)
}
