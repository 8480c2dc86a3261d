import sql, { type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import { SOURCE_PATHS } from './source-paths.ts'

/** Issues that every rule treats alike: of one subject and, where that may matter, one package and the same files. */
export interface IssueGroup {
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  /** Of what is in nothing nearer. */
  clusterId: number | null
  packageId: number | null
  paths: string[]
  teamId: number | null
  issues: number
}

/**
 * Issues that are not closed and that nobody gave away by hand, by what their owner depends on. Packages are told apart
 * only in these images, these packages, and where a package decided before.
 */
export function issueGroups(
  db: Db,
  { imageIds, packageIds }: { imageIds: readonly number[]; packageIds: readonly number[] },
): Promise<IssueGroup[]> {
  const groups = (which: Sql, paths: Sql) => sql`
    SELECT g.*, count(*) AS issues FROM (
      SELECT CASE WHEN i.workload_id IS NULL THEN i.image_id END AS "imageId", i.workload_id AS "workloadId",
        i.repository_id AS "repositoryId",
        CASE WHEN num_nonnulls(i.image_id, i.workload_id, i.repository_id) = 0 THEN i.cluster_id END AS "clusterId",
        CASE WHEN i.image_id = ANY(${imageIds}::bigint[]) OR i.package_id = ANY(${packageIds}::bigint[])
          OR i.owner_by IN ('component', 'base-image') THEN i.package_id END AS "packageId",
        ${paths} AS paths, i.team_id AS "teamId"
      FROM issue i WHERE i.status <> 'closed' AND i.owner_by <> 'hand' AND ${which}
    ) g GROUP BY 1, 2, 3, 4, 5, 6, 7`
  // Apart, because Postgres reads the many that are in no repository by several workers only where it looks up nothing for each.
  return db.query(sql`${groups(sql`i.repository_id IS NULL`, sql`'{}'::text[]`)}
    UNION ALL ${groups(sql`i.repository_id IS NOT NULL`, SOURCE_PATHS)}`)
}

/** How many issues that are not closed a person gave to a team. */
export async function issuesByHand(db: Db): Promise<number> {
  const [row] = await db.query<{ issues: number }>(sql`
    SELECT count(*) AS issues FROM issue WHERE owner_by = 'hand' AND status <> 'closed'`)
  return row!.issues
}

/** Every package by its URL: patterns of components are tried on these, not on issues. */
export function packageUrls(db: Db, ids: readonly number[] | null): Promise<{ id: number; purl: string }[]> {
  return db.query(sql`SELECT id, purl FROM package WHERE ${ids}::bigint[] IS NULL OR id = ANY(${ids}::bigint[])`)
}

/** What an issue is said to be of. */
export interface NamedSubject {
  type: 'workload' | 'image' | 'repository' | 'cluster'
  id: number
  label: string
}

/** A cluster has no team of its own. */
export interface OwnedThing extends NamedSubject {
  type: Exclude<NamedSubject['type'], 'cluster'>
  teamId: number | null
}

/** Workloads that run, images and source repositories, each with its team as it is stored. */
export function ownedThings(db: Db): Promise<OwnedThing[]> {
  return db.query(sql`
    SELECT 'workload' AS type, w.id, c.name || '/' || w.namespace || '/' || w.name AS label, w.team_id AS "teamId"
    FROM workload w JOIN cluster c ON c.id = w.cluster_id WHERE w.gone_at IS NULL
    UNION ALL SELECT 'image', id, repository, team_id FROM image
    UNION ALL SELECT 'repository', id, name, team_id FROM repository`)
}
