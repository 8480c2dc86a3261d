import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Ids of the teams that exist among these slugs. */
export async function teamIdsOfSlugs(db: Db, slugs: string[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`SELECT id FROM team WHERE slug = ANY (${slugs}::text[])`)
  return rows.map((row) => row.id)
}
