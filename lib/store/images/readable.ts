import sql, { empty, type Sql } from 'sql-template-tag'
import { teamsOfImage } from './attestations.ts'

/**
 * The condition that a reader may see an `image i`: its team is one of these, or, where it has none of its own, one of those
 * that have issues of it or run it, or nobody's. Null is no limit.
 */
export function readableImage(teamIds: readonly number[] | null): Sql {
  if (!teamIds) return empty
  return sql`AND CASE WHEN i.team_id IS NOT NULL THEN i.team_id = ANY (${teamIds}::integer[])
    ELSE COALESCE(${teamsOfImage(sql`i.id`)} && ${teamIds}::integer[], true) END`
}

/** The teams of an `image i` as JSON: its own, else those that have issues of it or run it. */
export const IMAGE_TEAMS = sql`(
  SELECT COALESCE(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) ORDER BY t.name, t.id), '[]')
  FROM team t
  WHERE t.id = ANY (CASE WHEN i.team_id IS NOT NULL THEN ARRAY[i.team_id] ELSE ${teamsOfImage(sql`i.id`)} END))`
