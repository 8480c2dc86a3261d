import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/**
 * Containers and stays whose version was not known get it, where a tag now tells; a reference without a tag means `latest`.
 * Returns the workloads of which this changed something.
 */
export async function resolveVersions(tx: Db, imageIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    WITH told AS (
      SELECT DISTINCT ON (t.image_id, t.tag) t.image_id, t.tag, t.image_version_id FROM image_tag t
      WHERE t.image_id = ANY(${imageIds}::bigint[]) ORDER BY t.image_id, t.tag, t.moved_at DESC
    ), spans AS (
      UPDATE deployment_span d SET image_version_id = told.image_version_id FROM told
      WHERE d.image_id = told.image_id AND d.image_version_id IS NULL
        AND told.tag = COALESCE(substring(d.image_ref FROM ':([^/:]+)$'), 'latest') RETURNING 1
    )
    UPDATE workload_container c SET image_version_id = told.image_version_id FROM told
    WHERE c.image_id = told.image_id AND c.image_version_id IS NULL
      AND told.tag = COALESCE(substring(c.image_ref FROM ':([^/:]+)$'), 'latest')
    RETURNING c.workload_id AS id`)
  return rows.map(({ id }) => id)
}
