import sql from 'sql-template-tag'
import type { BaseFoundBy } from '../../domain/base-image.ts'
import type { Db } from '../database.ts'

export interface StoredImageFacts {
  imageId: number
  versions: number
  workloads: number
  /** The newest complete scan of any of its versions for problems; a list of packages is none. */
  scannedAt: Date | null
  /** Of the version that was first seen last. */
  baseReference: string | null
  baseFoundBy: BaseFoundBy | null
}

/** What the list shows of these images beside their names. */
export function factsOfImages(db: Db, imageIds: readonly number[]): Promise<StoredImageFacts[]> {
  return db.query<StoredImageFacts>(sql`
    SELECT w.id AS "imageId",
      (SELECT count(*) FROM image_version v WHERE v.image_id = w.id)::integer AS versions,
      (SELECT count(DISTINCT k.workload_id) FROM workload_container k
       JOIN workload l ON l.id = k.workload_id AND l.gone_at IS NULL WHERE k.image_id = w.id)::integer AS workloads,
      (SELECT max(s.complete_at) FROM image_version v JOIN scope s ON s.image_version_id = v.id
       WHERE v.image_id = w.id AND s.scan <> 'inventory') AS "scannedAt",
      n.base_reference AS "baseReference", n.base_found_by AS "baseFoundBy"
    FROM unnest(${imageIds}::bigint[]) w (id)
    LEFT JOIN LATERAL (
      SELECT v.base_reference, v.base_found_by FROM image_version v WHERE v.image_id = w.id
      ORDER BY v.first_seen_at DESC, v.id DESC LIMIT 1
    ) n ON true`)
}
