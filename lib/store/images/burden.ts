import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The open issues of one image that are of one severity. */
export interface StoredImageBurden {
  imageId: number
  severity: number
  issues: number
  maxRisk: number
}

/** The open issues of these images, out of issue_image_id_idx alone; the status and the severity are bits of the cell. */
export function burdenOfImages(db: Db, imageIds: readonly number[]): Promise<StoredImageBurden[]> {
  return db.query<StoredImageBurden>(sql`
    SELECT image_id AS "imageId", (cell >> 2 & 7)::integer AS severity, count(*)::integer AS issues, max(risk) AS "maxRisk"
    FROM issue
    WHERE image_id = ANY (${imageIds}::bigint[]) AND cell & 3 = 0
    GROUP BY 1, 2`)
}
