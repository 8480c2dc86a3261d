import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { SOURCE_PATHS } from './source-paths.ts'

/** What an issue is to ownership. */
export interface StoredIssueSubject {
  /** Slug of the team to which a person gave it. */
  hand: string | null
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
  packageId: number | null
  purl: string | null
  /** Files of its repository, in order. */
  paths: string[]
}

/** Null when the issue is gone. */
export async function issueSubject(db: Db, issueId: number): Promise<StoredIssueSubject | null> {
  const [row] = await db.query<StoredIssueSubject>(sql`
    SELECT CASE WHEN i.owner_by = 'hand' THEN t.slug END AS hand, i.image_id AS "imageId", i.workload_id AS "workloadId",
      i.repository_id AS "repositoryId", i.cluster_id AS "clusterId", i.package_id AS "packageId", p.purl, ${SOURCE_PATHS} AS paths
    FROM issue i LEFT JOIN team t ON t.id = i.team_id LEFT JOIN package p ON p.id = i.package_id
    WHERE i.id = ${issueId}`)
  return row ?? null
}
