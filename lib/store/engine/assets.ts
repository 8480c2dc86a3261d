import sql from 'sql-template-tag'
import type { WorkloadSubject } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** One writer of issues at a time: every change of one issue may touch others of its image, so order beats parallelism. */
export async function lockEngine(tx: Db): Promise<void> {
  await tx.query(sql`SELECT pg_advisory_xact_lock(7403)`)
}

export async function ensureImage(tx: Db, repository: string): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO image (repository) VALUES (${repository})
    ON CONFLICT (repository) DO UPDATE SET repository = EXCLUDED.repository RETURNING id`)
  return row!.id
}

/** The version of a digest, made when it is new; a version that was known by a reference alone gets what the scan tells. */
export async function ensureVersion(tx: Db, imageId: number, digest: string, at: Date): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO image_version (image_id, digest, first_seen_at) VALUES (${imageId}, ${digest}, ${at})
    ON CONFLICT (image_id, digest) DO UPDATE SET first_seen_at = LEAST(image_version.first_seen_at, EXCLUDED.first_seen_at)
    RETURNING id`)
  return row!.id
}

export async function ensureWorkload(
  tx: Db,
  clusterId: number,
  { namespace, kind, name }: Omit<WorkloadSubject, 'type' | 'cluster'>,
  at: Date,
): Promise<{ id: number; isNew: boolean }> {
  const [row] = await tx.query<{ id: number; isNew: boolean }>(sql`
    INSERT INTO workload (cluster_id, namespace, kind, name, first_seen_at, last_seen_at)
    VALUES (${clusterId}, ${namespace}, ${kind}, ${name}, ${at}, ${at})
    ON CONFLICT (cluster_id, namespace, kind, name)
    DO UPDATE SET last_seen_at = GREATEST(workload.last_seen_at, EXCLUDED.last_seen_at)
    RETURNING id, xmax = 0 AS "isNew"`)
  return row!
}

export async function ensureRepository(tx: Db, name: string): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO repository (name) VALUES (${name})
    ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name RETURNING id`)
  return row!.id
}

/** Those of the images of which several versions are known. */
export async function imagesWithVersions(tx: Db, imageIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT image_id AS id FROM image_version WHERE image_id = ANY(${imageIds}::bigint[]) GROUP BY image_id HAVING count(*) > 1`)
  return new Set(rows.map(({ id }) => id))
}
