import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { IMAGE_COLUMNS, type StoredImage } from './list.ts'

export async function imageById(db: Db, id: number): Promise<StoredImage | null> {
  const [row] = await db.query<StoredImage>(sql`
    SELECT ${IMAGE_COLUMNS} FROM image i LEFT JOIN team t ON t.id = i.team_id WHERE i.id = ${id}`)
  return row ?? null
}
