import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import { teamsOfImage } from './attestations.ts'

/** The condition that a reader may see an `image i`: one of these teams owns it, has issues of it or runs it, or nobody does. Null is no limit. */
export function readableImage(teamIds: readonly number[] | null): Sql {
  if (!teamIds) return empty
  return sql`AND COALESCE(${teamsOfImage(sql`i.id`)} && ${teamIds}::integer[], true)`
}

/** Those of the images that a reader of these teams may see. */
export async function readableImages(db: Db, ids: readonly number[], teamIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    sql`SELECT i.id FROM image i WHERE i.id = ANY (${ids}::bigint[]) ${readableImage(teamIds)}`,
  )
  return rows.map(({ id }) => id)
}

/** The teams of an `image i` as JSON: its own, those that have issues of it and those that run it. */
export const IMAGE_TEAMS = sql`(
  SELECT COALESCE(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name, t.id), '[]')
  FROM team t
  WHERE t.id = ANY (${teamsOfImage(sql`i.id`)}))`
