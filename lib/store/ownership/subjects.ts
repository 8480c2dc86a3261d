import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** What ownership reads of a workload that runs. */
export interface OwnershipWorkload {
  id: number
  namespace: string
  labels: Record<string, string>
  annotations: Record<string, string>
  containers: readonly { imageId: number | null }[]
}

/** The workloads that run these images, or are named; the oldest first, because it speaks for what it runs. Null is all. */
export function ownershipWorkloads(
  db: Db,
  imageIds: readonly number[] | null,
  workloadIds: readonly number[],
): Promise<OwnershipWorkload[]> {
  return db.query(sql`
    SELECT w.id, w.namespace, w.labels, w.annotations,
      (SELECT COALESCE(json_agg(json_build_object('imageId', c.image_id)), '[]') FROM workload_container c
       WHERE c.workload_id = w.id) AS containers
    FROM workload w
    WHERE w.gone_at IS NULL AND (${imageIds}::bigint[] IS NULL OR w.id = ANY(${workloadIds}::bigint[])
      OR w.id IN (SELECT workload_id FROM workload_container WHERE image_id = ANY(${imageIds}::bigint[])))
    ORDER BY w.first_seen_at, w.id`)
}

export interface OwnershipImage {
  id: number
  repository: string
  /** Of the version that was first seen last. */
  labels: Record<string, string>
}

/** Images by their ids (null is all). */
export function ownershipImages(db: Db, imageIds: readonly number[] | null): Promise<OwnershipImage[]> {
  return db.query(sql`
    SELECT im.id, im.repository, COALESCE((SELECT labels FROM image_version v WHERE v.image_id = im.id
      ORDER BY first_seen_at DESC, id DESC LIMIT 1), '{}') AS labels
    FROM image im WHERE ${imageIds}::bigint[] IS NULL OR im.id = ANY(${imageIds}::bigint[])`)
}

/** Images by their repositories, with the labels of the newest version. */
export function ownershipImagesNamed(db: Db, repositories: readonly string[]): Promise<OwnershipImage[]> {
  return db.query(sql`
    SELECT im.id, im.repository, COALESCE((SELECT labels FROM image_version v WHERE v.image_id = im.id
      ORDER BY first_seen_at DESC, id DESC LIMIT 1), '{}') AS labels
    FROM image im WHERE im.repository = ANY(${repositories}::text[])`)
}

/** Names of clusters by their ids. */
export async function ownershipClusters(db: Db): Promise<Map<number, string>> {
  const rows = await db.query<{ id: number; name: string }>(sql`SELECT id, name FROM cluster`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names of source repositories by id (null is all), and of those in which manifests of the workloads are. */
export function ownershipRepositories(
  db: Db,
  repositoryIds: readonly number[] | null,
  workloadIds: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return db.query(sql`
    SELECT id, name FROM repository WHERE ${repositoryIds}::bigint[] IS NULL OR id = ANY(${repositoryIds}::bigint[])
      OR id IN (SELECT repository_id FROM manifest_link WHERE workload_id = ANY(${workloadIds}::bigint[]))`)
}
