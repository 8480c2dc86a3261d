import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { IMAGE_COLUMNS, type StoredImage } from './list.ts'
import { readableImage } from './readable.ts'

/** An image that a reader of these teams may see; null is no limit. */
export async function imageById(
  db: Db,
  id: number,
  readableTeamIds: readonly number[] | null,
): Promise<StoredImage | null> {
  const [row] = await db.query<StoredImage>(
    sql`SELECT ${IMAGE_COLUMNS} FROM image i WHERE i.id = ${id} ${readableImage(readableTeamIds)}`,
  )
  return row ?? null
}
