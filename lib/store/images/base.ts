import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The image that a base reference names, and its version where one of them has the base's digest. */
export async function imageOfBase(
  db: Db,
  repository: string,
  digest: string | null,
): Promise<{ id: number; teamId: number | null; versionId: number | null } | null> {
  const [row] = await db.query<{ id: number; teamId: number | null; versionId: number | null }>(sql`
    SELECT i.id, i.team_id AS "teamId",
      (SELECT v.id FROM image_version v WHERE v.image_id = i.id AND v.digest = ${digest}) AS "versionId"
    FROM image i WHERE i.repository = ${repository}`)
  return row ?? null
}
