import sql from 'sql-template-tag'
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
  complete: boolean
  active: boolean
}

export function scannedVersionsOf(tx: Db, imageIds: readonly number[]): Promise<ScannedVersion[]> {
  return tx.query(sql`
    SELECT v.image_id AS "imageId", sc.id AS "scopeId", sc.source, sc.scan, v.id AS "versionId",
      rank() OVER (PARTITION BY v.image_id ORDER BY v.first_seen_at, v.id) AS "order", sc.complete_at IS NOT NULL AS complete,
      EXISTS (SELECT FROM sighting s WHERE s.scope_id = sc.id AND s.ended_at IS NULL) AS active
    FROM image_version v JOIN scope sc ON sc.image_version_id = v.id
    WHERE v.image_id = ANY(${imageIds}::bigint[])`)
}

/** The versions of these images that run now; `versionId` is null where a container's version was never told. */
export function runningVersions(
  tx: Db,
  imageIds: readonly number[],
): Promise<{ imageId: number; versionId: number | null }[]> {
  return tx.query(sql`
    SELECT DISTINCT image_id AS "imageId", image_version_id AS "versionId" FROM deployment_span
    WHERE image_id = ANY(${imageIds}::bigint[]) AND ended_at IS NULL`)
}

/** Ends what these scopes hold, because their version is of the past. Returns the issues that it concerns. */
export async function retireScopes(tx: Db, scopeIds: readonly number[], at: Date): Promise<number[]> {
  if (scopeIds.length === 0) return []
  await tx.query(sql`
    UPDATE image_version SET retired_at = ${at}
    WHERE retired_at IS NULL AND id IN (SELECT image_version_id FROM scope WHERE id = ANY(${scopeIds}::bigint[]))`)
  const rows = await tx.query<{ id: number }>(sql`
    UPDATE sighting SET ended_at = GREATEST(${at}, first_seen_at), end_reason = 'retired'
    WHERE scope_id = ANY(${scopeIds}::bigint[]) AND ended_at IS NULL RETURNING issue_id AS id`)
  return rows.map(({ id }) => id)
}
