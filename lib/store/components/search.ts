import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import { readableImage } from '../images/readable.ts'

export interface ComponentFilter {
  /** Versions of packages, in the order in which their places are listed. */
  packageVersionIds: readonly number[]
  /** Only where some workload runs that very image version. */
  runningOnly: boolean
  /** Teams that the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** A place in the list: which of the versions, counted from 1, and the scope that told of it. */
export interface ComponentKey {
  rank: number
  scopeId: number
}

export interface StoredPlace extends ComponentKey {
  packageVersionId: number
  imageVersionId: number | null
  repositoryId: number | null
}

/**
 * Image versions and repositories that have one of these package versions, each once for each version, whichever tools saw
 * it. Works through the versions in their order and stops when the page is full, so that a package that everybody ships is as quick
 * as one that nobody ships.
 */
export function searchComponents(
  db: Db,
  filter: ComponentFilter,
  after: ComponentKey | null,
  limit: number,
): Promise<StoredPlace[]> {
  const ids = filter.packageVersionIds.slice(after ? after.rank - 1 : 0)
  const first = after?.rank ?? 1
  if (filter.runningOnly) return db.query<StoredPlace>(running(filter, ids, first, after, limit))
  return db.query<StoredPlace>(sql`
    SELECT (w.position + ${first - 1})::integer AS rank, w.id AS "packageVersionId", found.*
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS w (id, position)
    CROSS JOIN LATERAL (
      SELECT c.scope_id AS "scopeId", s.image_version_id AS "imageVersionId", s.repository_id AS "repositoryId"
      FROM component c
      JOIN scope s ON s.id = c.scope_id
      WHERE c.package_version_id = w.id
        ${after ? sql`AND c.scope_id > CASE w.position WHEN 1 THEN ${after.scopeId}::bigint ELSE 0 END` : empty}
        ${readable(filter.readableTeamIds)}
        AND ${TOLD_FIRST}
      ORDER BY c.scope_id LIMIT ${limit}
    ) found
    ORDER BY w.position, found."scopeId" LIMIT ${limit}`)
}

/** Of an image that runs, so many versions are looked for one by one; for more, all that it has is read. */
const PROBED_EACH = 50

/**
 * Begins with what runs and may be seen, which is far less than what was ever built; the planner, left alone, begins with what
 * everybody has.
 */
function running(
  filter: ComponentFilter,
  ids: readonly number[],
  first: number,
  after: ComponentKey | null,
  limit: number,
): Sql {
  return sql`
    WITH wanted AS MATERIALIZED (
      SELECT id, position FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS w (id, position)
    ), runs AS MATERIALIZED (
      SELECT DISTINCT k.image_version_id
      FROM workload_container k JOIN workload l ON l.id = k.workload_id AND l.gone_at IS NULL
      WHERE k.image_version_id > 0
    ), has AS MATERIALIZED (
      SELECT min(s.id) AS scope_id, s.image_version_id, w.id, w.position
      FROM runs JOIN scope s ON s.image_version_id = runs.image_version_id ${readable(filter.readableTeamIds)}
      CROSS JOIN LATERAL (
        SELECT c.package_version_id FROM component c
        WHERE c.scope_id = s.id ${ids.length > PROBED_EACH ? empty : sql`AND c.package_version_id = ANY (${ids}::bigint[])`}
        OFFSET 0
      ) found
      JOIN wanted w ON w.id = found.package_version_id
      GROUP BY s.image_version_id, w.id, w.position
    )
    SELECT (position + ${first - 1})::integer AS rank, id AS "packageVersionId", scope_id AS "scopeId",
      image_version_id AS "imageVersionId", NULL::bigint AS "repositoryId"
    FROM has
    ${after ? sql`WHERE (position, scope_id) > (1, ${after.scopeId}::bigint)` : empty}
    ORDER BY position, scope_id LIMIT ${limit}`
}

/** Asked for each place that is looked at, so that the planner does not begin with all that a team owns. */
function readable(teamIds: readonly number[] | null): Sql {
  if (!teamIds) return empty
  return sql`AND CASE WHEN s.image_version_id IS NOT NULL
    THEN (SELECT true FROM image_version v JOIN image i ON i.id = v.image_id
          WHERE v.id = s.image_version_id ${readableImage(teamIds)})
    ELSE (SELECT true FROM repository r
          WHERE r.id = s.repository_id AND (r.team_id IS NULL OR r.team_id = ANY (${teamIds}::integer[]))) END`
}

/** Of several tools that saw the same in one place, the scope that was first stands for them all. */
const TOLD_FIRST = sql`NOT EXISTS (
  SELECT FROM scope o JOIN component d ON d.scope_id = o.id AND d.package_version_id = w.id
  WHERE o.id < s.id AND (o.image_version_id = s.image_version_id OR o.repository_id = s.repository_id))`
