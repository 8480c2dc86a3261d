import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface StoredLayer {
  position: number
  digest: string | null
  diffId: string | null
  createdBy: string | null
}

/** The layers of an image version, the lowest first. */
export function layersOf(db: Db, versionId: number): Promise<StoredLayer[]> {
  return db.query<StoredLayer>(sql`
    SELECT position, digest, diff_id AS "diffId", created_by AS "createdBy"
    FROM image_layer WHERE image_version_id = ${versionId} ORDER BY position`)
}

export interface StoredVersionIssue {
  id: number
  severity: number
  packageId: number | null
  /** Position of the lowest layer in which a source saw it; null where none says. */
  layer: number | null
}

/** The open issues that are seen in an image version now, each once. */
export function issuesOfVersion(db: Db, versionId: number): Promise<StoredVersionIssue[]> {
  return db.query<StoredVersionIssue>(sql`
    SELECT i.id, i.severity, i.package_id AS "packageId", min(l.position)::integer AS layer
    FROM scope p
    JOIN sighting s ON s.scope_id = p.id AND s.ended_at IS NULL
    JOIN issue i ON i.id = s.issue_id AND i.status = 'open'
    LEFT JOIN image_layer l ON l.image_version_id = p.image_version_id
      AND (l.diff_id = s.detail ->> 'layerDiffId' OR l.digest = s.detail ->> 'layerDiffId')
    WHERE p.image_version_id = ${versionId}
    GROUP BY i.id, i.severity, i.package_id`)
}
