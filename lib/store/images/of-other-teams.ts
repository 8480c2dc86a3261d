import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { teamsOfImage } from './attestations.ts'

/** One of the images with these digests that other teams have and this one has not; null when there is none. */
export async function imageOfOtherTeams(db: Db, digests: readonly string[], teamId: number): Promise<string | null> {
  const [row] = await db.query<{ repository: string }>(sql`
    SELECT im.repository FROM image_version v JOIN image im ON im.id = v.image_id
    WHERE v.digest = ANY(${digests}::text[]) AND NOT COALESCE(${teamId}::integer = ANY(${teamsOfImage(sql`im.id`)}), true)
    ORDER BY im.repository LIMIT 1`)
  return row?.repository ?? null
}
