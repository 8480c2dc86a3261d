import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** One base of an image version: the nearest is at depth 1, its own base at 2. */
export interface VersionBase {
  imageId: number
  versionId: number
  repository: string
  /** How many layers of the version are this base's. */
  layers: number
}

/** Of each image so many of the newest versions tell where its packages sit. */
const VERSIONS = 10
const MAX_DEPTH = 5

/** The bases of the images' newest versions, as far down as is known; a version without a counted base is left out. */
export function basesOfImages(db: Db, imageIds: readonly number[] | null): Promise<VersionBase[]> {
  return db.query(sql`
    WITH RECURSIVE newest AS (
      SELECT v.* FROM image im CROSS JOIN LATERAL (
        SELECT v.id, v.image_id, v.base_reference, v.base_digest, v.base_layers FROM image_version v
        WHERE v.image_id = im.id ORDER BY v.first_seen_at DESC, v.id DESC LIMIT ${VERSIONS}
      ) v
      WHERE (${imageIds}::bigint[] IS NULL OR im.id = ANY(${imageIds}::bigint[])) AND v.base_layers > 0
    ), base AS (
      SELECT image_id, id AS version_id, regexp_replace(base_reference, ':[^/:]*$', '') AS repository, base_digest AS digest,
        base_layers AS layers, 1 AS depth
      FROM newest
      UNION ALL
      SELECT b.image_id, b.version_id, regexp_replace(v.base_reference, ':[^/:]*$', ''), v.base_digest, v.base_layers, b.depth + 1
      FROM base b JOIN image im ON im.repository = b.repository
      JOIN image_version v ON v.image_id = im.id AND v.digest = b.digest
      WHERE v.base_layers > 0 AND v.base_layers < b.layers AND b.depth < ${MAX_DEPTH}
    )
    SELECT image_id AS "imageId", version_id AS "versionId", repository, layers FROM base ORDER BY version_id, depth`)
}

/** In which of these versions' layers each package of the image sits: of the newest version that has it, the highest layer. */
export function packageLayers(
  db: Db,
  versionIds: readonly number[],
): Promise<{ imageId: number; packageId: number; versionId: number; layer: number }[]> {
  return db.query(sql`
    SELECT DISTINCT ON (v.image_id, p.package_id) v.image_id AS "imageId", p.package_id AS "packageId", v.id AS "versionId",
      c.layer
    FROM image_version v
    JOIN scope s ON s.image_version_id = v.id
    JOIN component c ON c.scope_id = s.id AND c.layer IS NOT NULL
    JOIN package_version p ON p.id = c.package_version_id
    WHERE v.id = ANY(${versionIds}::bigint[])
    ORDER BY v.image_id, p.package_id, v.first_seen_at DESC, v.id DESC, c.layer DESC`)
}
