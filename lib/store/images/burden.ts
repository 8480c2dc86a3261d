import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The open issues of one image by severity, as many as there are of each risk. */
export interface StoredImageBurden {
  imageId: number
  severity: number
  risk: number
  issues: number
}

/** The open issues of these images, out of issue_image_id_idx alone; the status and the severity are bits of the cell. */
export function burdenOfImages(db: Db, imageIds: readonly number[]): Promise<StoredImageBurden[]> {
  return db.query<StoredImageBurden>(sql`
    SELECT image_id AS "imageId", (cell >> 2 & 7)::integer AS severity, risk, count(*) AS issues
    FROM issue
    WHERE image_id = ANY (${imageIds}::bigint[]) AND cell & 3 = 0
    GROUP BY 1, 2, 3`)
}
