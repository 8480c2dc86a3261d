import sql, { join, type Sql } from 'sql-template-tag'
import type { ImageSort } from '../../contract/images.ts'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'
import { holds } from '../holds.ts'
import { teamsOfImage } from './attestations.ts'
import { IMAGE_TEAMS, readableImage } from './readable.ts'

export interface StoredImage {
  id: number
  repository: string
  /** Whose the image is itself, by which its load line is found. */
  teamId: number | null
  teams: TeamRef[]
  createdAt: Date
}

/** The columns of a row, of `image i`. */
export const IMAGE_COLUMNS = sql`
  i.id, i.repository, i.team_id AS "teamId", i.created_at AS "createdAt",
  ${IMAGE_TEAMS} AS teams`

export interface ImageFilter {
  /** Each must be held by the repository. */
  words: readonly string[]
  /** Teams that the filter asks for, 0 for nobody; null is no filter. */
  teamIds: readonly number[] | null
  running: boolean
  neverScanned: boolean
  /** Teams that the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** The sort key of a row: its repository, or when it was first seen (ISO 8601, to the microsecond). */
export interface ImageKey {
  value: string
  id: number
}

const RUNNING = sql`EXISTS (
  SELECT FROM workload_container k JOIN workload w ON w.id = k.workload_id AND w.gone_at IS NULL WHERE k.image_id = i.id)`
const SCANNED = sql`EXISTS (
  SELECT FROM image_version v JOIN scope s ON s.image_version_id = v.id AND s.complete_at IS NOT NULL AND s.scan <> 'inventory'
  WHERE v.image_id = i.id)`

/** Each with its index: image_repository_key and image_created_at_idx. */
const SORTS: Record<ImageSort, { key: Sql; after: (key: ImageKey) => Sql; order: Sql }> = {
  repository: {
    key: sql`i.repository`,
    after: ({ value }) => sql`i.repository > ${value}`,
    order: sql`i.repository`,
  },
  newest: {
    key: sql`to_char(i.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    after: ({ value, id }) => sql`(i.created_at, i.id) < (${value}::timestamptz, ${id}::bigint)`,
    order: sql`i.created_at DESC, i.id DESC`,
  },
}

/** A page of images, each with its sort key. */
export function listImages(
  db: Db,
  filter: ImageFilter,
  { sort, after, limit }: { sort: ImageSort; after: ImageKey | null; limit: number },
): Promise<(StoredImage & { key: string })[]> {
  const conditions: Sql[] = filter.words.map((word) => holds(sql`i.repository`, word))
  if (filter.teamIds) conditions.push(ofTeams(filter.teamIds))
  if (filter.running) conditions.push(RUNNING)
  if (filter.neverScanned) conditions.push(sql`NOT ${SCANNED}`)
  if (after) conditions.push(SORTS[sort].after(after))
  return db.query(sql`
    SELECT ${IMAGE_COLUMNS}, ${SORTS[sort].key} AS key
    FROM image i
    WHERE ${conditions.length > 0 ? join(conditions, ' AND ') : sql`true`} ${readableImage(filter.readableTeamIds)}
    ORDER BY ${SORTS[sort].order} LIMIT ${limit}`)
}

/** 0 is nobody's. */
function ofTeams(teamIds: readonly number[]): Sql {
  return sql`COALESCE(${teamsOfImage(sql`i.id`)}, '{0}') && ${teamIds}::integer[]`
}
