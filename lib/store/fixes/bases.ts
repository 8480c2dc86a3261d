import sql from 'sql-template-tag'
import type { ScannedBase } from '../../domain/fix/base-choice.ts'
import type { Db } from '../database.ts'

/** A version of an image, with the base that it is known to be built on. */
export interface BasedVersion {
  id: number
  /** Milliseconds. */
  seenAt: number
  base: string
  baseDigest: string | null
  baseLayers: number | null
  /** Positions of its layers by diff id and by digest. */
  layers: Record<string, number>
}

export function basedVersions(tx: Db, imageId: number): Promise<BasedVersion[]> {
  return tx.query(sql`
    SELECT v.id, (extract(epoch FROM v.first_seen_at) * 1000)::float8 AS "seenAt", v.base_reference AS base,
      v.base_digest AS "baseDigest", v.base_layers AS "baseLayers",
      COALESCE((SELECT json_object_agg(name, position) FROM image_layer l CROSS JOIN unnest(ARRAY[l.diff_id, l.digest]) AS name
        WHERE l.image_version_id = v.id AND name IS NOT NULL), '{}') AS layers
    FROM image_version v
    WHERE v.image_id = ${imageId} AND v.base_reference IS NOT NULL AND v.base_reference <> 'scratch'`)
}

/** Milliseconds at which each version of an image was first seen. */
export async function versionAges(tx: Db, imageId: number): Promise<Map<number, number>> {
  const rows = await tx.query<{ id: number; seenAt: number }>(sql`
    SELECT id, (extract(epoch FROM first_seen_at) * 1000)::float8 AS "seenAt" FROM image_version WHERE image_id = ${imageId}`)
  return new Map(rows.map(({ id, seenAt }) => [id, seenAt]))
}

/** Lowest layer of packages in versions, as their lists of packages say: `version package` → position. */
export async function componentLayers(
  tx: Db,
  versionIds: readonly number[],
  packageIds: readonly number[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ versionId: number; packageId: number; layer: number }>(sql`
    SELECT sc.image_version_id AS "versionId", pv.package_id AS "packageId", min(c.layer) AS layer
    FROM scope sc JOIN component c ON c.scope_id = sc.id AND c.layer IS NOT NULL
    JOIN package_version pv ON pv.id = c.package_version_id AND pv.package_id = ANY(${packageIds}::bigint[])
    WHERE sc.image_version_id = ANY(${versionIds}::bigint[]) GROUP BY 1, 2`)
  return new Map(rows.map(({ versionId, packageId, layer }) => [`${versionId} ${packageId}`, layer]))
}

/** What was last seen in a scope: what is, and what was when its version became one of the past. Each has its index. */
export const LAST_SEEN = sql`
  SELECT issue_id FROM sighting WHERE scope_id = sc.id AND ended_at IS NULL
  UNION ALL SELECT issue_id FROM sighting WHERE scope_id = sc.id AND end_reason = 'retired'`

/**
 * The versions of a base image that a complete scan for vulnerabilities covered, with what was last seen in each: what a version
 * of the past held is kept as `retired`.
 */
export function scannedBases(tx: Db, repository: string): Promise<ScannedBase[]> {
  return tx.query(sql`
    SELECT v.id, v.digest, (extract(epoch FROM v.first_seen_at) * 1000)::float8 AS "seenAt",
      COALESCE((SELECT array_agg(t.tag ORDER BY t.tag) FROM image_tag t WHERE t.image_version_id = v.id AND NOT EXISTS (
        SELECT FROM image_tag n WHERE n.image_id = t.image_id AND n.tag = t.tag AND n.moved_at > t.moved_at)), '{}') AS tags,
      COALESCE(sum(held.weight), 0)::float8 AS weight, count(held.id)::integer AS issues
    FROM image b JOIN image_version v ON v.image_id = b.id
    LEFT JOIN LATERAL (
      SELECT DISTINCT i.id, GREATEST(i.risk, 1)::bigint * GREATEST(i.risk, 1) AS weight
      FROM scope sc CROSS JOIN LATERAL (${LAST_SEEN}) s JOIN issue i ON i.id = s.issue_id AND i.kind = 'vulnerability'
      WHERE sc.image_version_id = v.id
    ) held ON true
    WHERE b.repository = ${repository} AND EXISTS (SELECT FROM scope sc WHERE sc.image_version_id = v.id
      AND sc.scan = 'vulnerability' AND sc.complete_at IS NOT NULL)
    GROUP BY v.id ORDER BY v.id`)
}

/** `vulnerability package` pairs that were last seen in a version. */
export async function seenInVersion(tx: Db, versionId: number): Promise<Set<string>> {
  const rows = await tx.query<{ pair: string }>(sql`
    SELECT DISTINCT i.vulnerability_id || ' ' || i.package_id AS pair
    FROM scope sc CROSS JOIN LATERAL (${LAST_SEEN}) s JOIN issue i ON i.id = s.issue_id AND i.kind = 'vulnerability' WHERE sc.image_version_id = ${versionId}`)
  return new Set(rows.map(({ pair }) => pair))
}

/** The version of a base that a digest names, or that its tag pointed to at a time. Null when it is not known. */
export async function baseInUse(
  tx: Db,
  repository: string,
  { digest, tag, at }: { digest: string | null; tag: string | null; at: Date },
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    SELECT id FROM (
      SELECT v.id, 0 AS by, now() AS moved_at FROM image b JOIN image_version v ON v.image_id = b.id
      WHERE b.repository = ${repository} AND v.digest = ${digest}
      UNION ALL
      SELECT t.image_version_id, CASE WHEN t.moved_at <= ${at} THEN 1 ELSE 2 END, t.moved_at
      FROM image b JOIN image_tag t ON t.image_id = b.id
      WHERE b.repository = ${repository} AND t.tag = ${tag} AND ${digest}::text IS NULL
    ) found ORDER BY by, CASE WHEN by = 2 THEN moved_at END, moved_at DESC LIMIT 1`)
  return row?.id ?? null
}

/**
 * The bases of fixes of single images whose layers bring in all of the fix's issues, in the newest version of the image that has a
 * base; by fix, those left out of which that is not so or not known.
 */
export async function basesOfFixes(
  tx: Db,
  issues: readonly { fixId: number; imageId: number; issueId: number }[],
): Promise<Map<number, string>> {
  const of = <Key extends keyof (typeof issues)[number]>(key: Key) => issues.map((issue) => issue[key])
  const rows = await tx.query<{ fixId: number; base: string }>(sql`
    WITH based AS MATERIALIZED (
      SELECT i.id AS image_id, v.* FROM unnest(${[...new Set(of('imageId'))]}::bigint[]) AS i (id) CROSS JOIN LATERAL (
        SELECT v.id, v.base_reference AS base, v.base_layers FROM image_version v
        WHERE v.image_id = i.id AND v.base_layers > 0 ORDER BY v.first_seen_at DESC, v.id DESC LIMIT 1) v
    ), asked AS MATERIALIZED (
      SELECT a.fix_id, a.issue_id, b.* FROM unnest(${of('fixId')}::bigint[], ${of('imageId')}::bigint[], ${of('issueId')}::bigint[])
        AS a (fix_id, image_id, issue_id) JOIN based b ON b.image_id = a.image_id
    )
    SELECT a.fix_id AS "fixId", a.base FROM asked a
    JOIN sighting s ON s.issue_id = a.issue_id AND s.ended_at IS NULL JOIN scope sc ON sc.id = s.scope_id AND sc.image_version_id = a.id
    LEFT JOIN image_layer l ON l.image_version_id = a.id AND (l.diff_id = s.detail ->> 'layerDiffId' OR l.digest = s.detail ->> 'layerDiffId')
    GROUP BY 1, 2 HAVING bool_and(COALESCE(l.position < a.base_layers, false))`)
  return new Map(rows.map(({ fixId, base }) => [fixId, base]))
}
