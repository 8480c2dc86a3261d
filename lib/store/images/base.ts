import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { readableImage } from './readable.ts'

/** The image that a base reference names, and its version with the base's digest, where the reader may see it. */
export async function imageOfBase(
  db: Db,
  base: { repository: string; digest: string | null },
  readableTeamIds: readonly number[] | null,
): Promise<{ id: number; versionId: number | null } | null> {
  const [row] = await db.query<{ id: number; versionId: number | null }>(sql`
    SELECT i.id, (SELECT v.id FROM image_version v WHERE v.image_id = i.id AND v.digest = ${base.digest}) AS "versionId"
    FROM image i WHERE i.repository = ${base.repository} ${readableImage(readableTeamIds)}`)
  return row ?? null
}
