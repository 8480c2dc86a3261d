import sql from 'sql-template-tag'
import type { ImageLayer, ImageSubject } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface StoredLayer extends ImageLayer {
  chainId: string | null
}

/** What a report says of a version as a whole; one that knows nothing of it takes nothing away. */
export async function noteVersion(
  tx: Db,
  versionId: number,
  { platform, labels, imageId }: Pick<ImageSubject, 'platform' | 'labels' | 'imageId'>,
): Promise<void> {
  const told = JSON.stringify(labels)
  await tx.query(sql`
    UPDATE image_version SET platform = COALESCE(${platform}, platform),
      labels = CASE WHEN ${told}::jsonb = '{}' THEN labels ELSE ${told}::jsonb END,
      image_config_digest = COALESCE(${imageId}, image_config_digest)
    WHERE id = ${versionId}`)
}

/** Lowest first. */
export function layersOf(tx: Db, versionId: number): Promise<StoredLayer[]> {
  return tx.query(sql`
    SELECT digest, diff_id AS "diffId", created_by AS "createdBy", chain_id AS "chainId"
    FROM image_layer WHERE image_version_id = ${versionId} ORDER BY position`)
}

export async function setLayers(tx: Db, versionId: number, layers: readonly StoredLayer[]): Promise<void> {
  await tx.query(sql`DELETE FROM image_layer WHERE image_version_id = ${versionId}`)
  await tx.query(sql`
    INSERT INTO image_layer (image_version_id, position, digest, diff_id, created_by, chain_id)
    SELECT ${versionId}, l.position - 1, l.digest, l.diff_id, l.created_by, l.chain_id
    FROM unnest(${layers.map(({ digest }) => digest)}::text[], ${layers.map(({ diffId }) => diffId)}::text[],
      ${layers.map(({ createdBy }) => createdBy)}::text[], ${layers.map(({ chainId }) => chainId)}::text[])
      WITH ORDINALITY AS l (digest, diff_id, created_by, chain_id, position)`)
  await tx.query(sql`UPDATE image_version SET chain_id = ${layers.at(-1)?.chainId ?? null} WHERE id = ${versionId}`)
}

/**
 * Notes where tags pointed at a time. Reports come in any order: each has its place between what is known, and that a tag
 * pointed to the same version later only means that it did so earlier. The images of several platforms share their tags; a
 * tag did not move when another platform's image was seen under it.
 */
export async function noteTags(
  tx: Db,
  imageId: number,
  versionId: number,
  tags: readonly string[],
  at: Date,
): Promise<void> {
  if (tags.length === 0) return
  await tx.query(sql`
    WITH told AS (
      SELECT DISTINCT t.tag, before.version_id AS before, after.version_id AS after, after.moved_at AS after_at
      FROM unnest(${tags}::text[]) AS t (tag)
      LEFT JOIN LATERAL (${neighbour(imageId, versionId)} AND g.moved_at <= ${at} ORDER BY g.moved_at DESC LIMIT 1) before ON true
      LEFT JOIN LATERAL (${neighbour(imageId, versionId)} AND g.moved_at > ${at} ORDER BY g.moved_at LIMIT 1) after ON true
    ), earlier AS (
      UPDATE image_tag g SET moved_at = ${at} FROM told
      WHERE g.image_id = ${imageId} AND g.tag = told.tag AND g.moved_at = told.after_at
        AND told.before IS DISTINCT FROM ${versionId} AND told.after = ${versionId}
        AND NOT EXISTS (SELECT FROM image_tag o WHERE o.image_id = g.image_id AND o.tag = g.tag AND o.moved_at = ${at})
    )
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    SELECT ${imageId}, tag, ${at}, ${versionId} FROM told
    WHERE before IS DISTINCT FROM ${versionId} AND after IS DISTINCT FROM ${versionId}
    ON CONFLICT DO NOTHING`)
}

/** Where the tag `t.tag` pointed, as far as images of this version's platform say. */
function neighbour(imageId: number, versionId: number) {
  return sql`
    SELECT g.image_version_id AS version_id, g.moved_at FROM image_tag g
    JOIN image_version o ON o.id = g.image_version_id
    JOIN image_version own ON own.id = ${versionId}
    WHERE g.image_id = ${imageId} AND g.tag = t.tag
      AND (o.platform = own.platform OR o.platform IS NULL OR own.platform IS NULL)`
}
