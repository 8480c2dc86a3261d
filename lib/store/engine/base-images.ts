import sql from 'sql-template-tag'
import { type NamedBase, SCRATCH } from '../../domain/base-image.ts'
import type { Db } from '../database.ts'

/** Notes the base that somebody names; a label does not win over what was stated. Returns whether this changed something. */
export async function nameBase(tx: Db, versionId: number, base: NamedBase): Promise<boolean> {
  const { reference, digest, foundBy } = base
  const rows = await tx.query(sql`
    UPDATE image_version SET base_reference = ${reference}, base_digest = ${digest}, base_found_by = ${foundBy},
      base_layers = ${reference === SCRATCH ? 0 : null}
    WHERE id = ${versionId} AND (base_reference, base_digest, base_found_by) IS DISTINCT FROM (${reference}, ${digest}, ${foundBy})
      AND (base_found_by IS DISTINCT FROM 'stated' OR ${foundBy} = 'stated') RETURNING id`)
  return rows.length > 0
}

/** Whether it is known how many of its layers are another image's. */
export async function restsOnBase(tx: Db, versionId: number): Promise<boolean> {
  const [row] = await tx.query<{ rests: boolean | null }>(
    sql`SELECT base_layers > 0 AS rests FROM image_version WHERE id = ${versionId}`,
  )
  return row?.rests ?? false
}

/** Versions of other images whose stack begins with the whole stack of this one. */
export async function builtOn(tx: Db, versionId: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT l.image_version_id AS id FROM image_version v JOIN image_layer l ON l.chain_id = v.chain_id
    WHERE v.id = ${versionId} AND l.image_version_id <> v.id`)
  return rows.map(({ id }) => id)
}

/** How many of its layers are those of the base that somebody names, for versions of which that can be told by now. */
export async function countNamedBases(tx: Db, versionIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH found AS (
      SELECT v.id, max(l.position) + 1 AS layers
      FROM image_version v
      JOIN image_layer l ON l.image_version_id = v.id
      JOIN image_version b ON b.chain_id = l.chain_id AND b.id <> v.id
      JOIN image i ON i.id = b.image_id AND i.repository = regexp_replace(v.base_reference, ':[^/:]*$', '')
      WHERE v.id = ANY(${versionIds}::bigint[]) AND v.base_found_by IN ('stated', 'label') GROUP BY v.id
    )
    UPDATE image_version v SET base_layers = f.layers FROM found f
    WHERE v.id = f.id AND v.base_layers IS DISTINCT FROM f.layers`)
}

/**
 * Infers the base of versions of which nobody names one: of the known versions of other images whose whole stack is the
 * beginning of theirs, the one with the most layers. A whole stack in common makes none the base of the other: it is a copy.
 */
export async function inferBases(tx: Db, versionIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH own AS (
      SELECT v.id, v.image_id, l.position, l.chain_id FROM image_version v JOIN image_layer l ON l.image_version_id = v.id
      WHERE v.id = ANY(${versionIds}::bigint[]) AND (v.base_found_by IS NULL OR v.base_found_by = 'layers')
        AND l.position < (SELECT max(position) FROM image_layer WHERE image_version_id = v.id)
    ), found AS (
      SELECT DISTINCT ON (own.id) own.id, own.position + 1 AS layers, b.id AS base_id
      FROM own JOIN image_version b ON b.chain_id = own.chain_id AND b.image_id <> own.image_id
      ORDER BY own.id, own.position DESC, b.first_seen_at, b.id
    ), named AS (
      SELECT f.id, f.layers, concat_ws(':', i.repository, (SELECT t.tag FROM image_tag t WHERE t.image_version_id = b.id
        ORDER BY t.moved_at DESC, t.tag LIMIT 1)) AS reference, substring(b.digest FROM '^sha256:[0-9a-f]{64}$') AS digest
      FROM found f JOIN image_version b ON b.id = f.base_id JOIN image i ON i.id = b.image_id
    )
    UPDATE image_version v SET base_reference = n.reference, base_digest = n.digest, base_found_by = 'layers', base_layers = n.layers
    FROM named n WHERE v.id = n.id
      AND (v.base_reference, v.base_digest, v.base_layers) IS DISTINCT FROM (n.reference, n.digest, n.layers)`)
}

/** Has the workloads that run images of these versions scored and owned again, as a job of its own. */
export async function markRunnersDue(tx: Db, versionIds: readonly number[], now: Date): Promise<void> {
  await tx.query(sql`
    UPDATE workload SET rescore_at = LEAST(rescore_at, ${now})
    WHERE gone_at IS NULL AND id IN (SELECT c.workload_id FROM image_version v JOIN workload_container c ON c.image_id = v.image_id
      WHERE v.id = ANY(${versionIds}::bigint[]))`)
}
