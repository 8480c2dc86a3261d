import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Deletes places where no issue is any more; the engine, which makes them, must be locked. */
export async function dropUnusedPlaces(tx: Db): Promise<void> {
  await tx.query(sql`DELETE FROM place p WHERE NOT EXISTS (SELECT FROM issue i WHERE i.place_id = p.id)`)
}
