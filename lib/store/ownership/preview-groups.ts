import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Issues that every rule treats alike: of one subject and, where that may matter, one package and one file. */
export interface IssueGroup {
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  packageId: number | null
  path: string | null
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
  return db.query(sql`
    SELECT CASE WHEN workload_id IS NULL THEN image_id END AS "imageId", workload_id AS "workloadId",
      repository_id AS "repositoryId",
      CASE WHEN image_id = ANY(${imageIds}::bigint[]) OR package_id = ANY(${packageIds}::bigint[])
        OR owner_by IN ('component', 'base-image') THEN package_id END AS "packageId",
      CASE WHEN repository_id IS NOT NULL THEN nullif(place, '') END AS path, team_id AS "teamId", count(*) AS issues
    FROM issue
    WHERE status <> 'closed' AND owner_by <> 'hand' AND num_nonnulls(image_id, workload_id, repository_id) > 0
    GROUP BY 1, 2, 3, 4, 5, 6`)
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

export interface OwnedThing {
  type: 'workload' | 'image' | 'repository'
  id: number
  label: string
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
