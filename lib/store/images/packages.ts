import sql, { empty } from 'sql-template-tag'
import type { Db } from '../database.ts'
import { holds } from '../holds.ts'
import { PURL_TYPE } from '../purl-type.ts'

export interface StoredVersionPackage {
  id: number
  packageId: number
  purl: string
  name: string
  type: string
  version: string
  layer: number | null
  paths: string[]
  sources: string[]
}

/** Packages of an image version by name, whichever tools saw them; `holds` is a part of their names. */
export function packagesOfVersion(
  db: Db,
  versionId: number,
  {
    holds: word,
    layer,
    after,
    limit,
  }: { holds: string; layer: number | null; after: { name: string; id: number } | null; limit: number },
): Promise<StoredVersionPackage[]> {
  return db.query<StoredVersionPackage>(sql`
    SELECT v.id, p.id AS "packageId", p.purl, p.name, ${PURL_TYPE} AS type, v.version, min(c.layer)::integer AS layer,
      array_agg(DISTINCT s.source ORDER BY s.source) AS sources,
      COALESCE((SELECT array_agg(DISTINCT path) FROM scope o JOIN component d ON d.scope_id = o.id, unnest(d.paths) path
        WHERE o.image_version_id = ${versionId} AND d.package_version_id = v.id), '{}') AS paths
    FROM scope s
    JOIN component c ON c.scope_id = s.id
    JOIN package_version v ON v.id = c.package_version_id
    JOIN package p ON p.id = v.package_id
    WHERE s.image_version_id = ${versionId}
      ${word === '' ? empty : sql`AND ${holds(sql`p.name`, word)}`}
      ${after ? sql`AND (p.name, v.id) > (${after.name}, ${after.id}::bigint)` : empty}
    GROUP BY v.id, p.id
    ${layer === null ? empty : sql`HAVING min(c.layer) = ${layer}`}
    ORDER BY p.name, v.id LIMIT ${limit}`)
}

/** All packages of an image version by what tells a tool: name, kind and the lowest layer. */
export function packageNamesOf(
  db: Db,
  versionId: number,
): Promise<{ name: string; type: string; layer: number | null }[]> {
  return db.query(sql`
    SELECT p.name, ${PURL_TYPE} AS type, min(c.layer)::integer AS layer
    FROM scope s
    JOIN component c ON c.scope_id = s.id
    JOIN package_version v ON v.id = c.package_version_id
    JOIN package p ON p.id = v.package_id
    WHERE s.image_version_id = ${versionId}
    GROUP BY 1, 2
    ORDER BY 1, 2`)
}
