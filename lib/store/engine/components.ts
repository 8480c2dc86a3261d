import sql from 'sql-template-tag'
import type { Db, Tx } from '../database.ts'
import { reserveIds } from '../reserve-ids.ts'

export interface Component {
  packageVersionId: number
  /** Position of the lowest layer that has it. */
  layer: number | null
  /** Sorted. */
  paths: string[]
}

export interface StoredComponent extends Component {
  purl: string
  version: string
}

export function componentsOf(tx: Db, scopeId: number): Promise<StoredComponent[]> {
  return tx.query(sql`
    SELECT c.package_version_id AS "packageVersionId", p.purl, v.version, c.layer, c.paths
    FROM component c JOIN package_version v ON v.id = c.package_version_id JOIN package p ON p.id = v.package_id
    WHERE c.scope_id = ${scopeId}`)
}

export interface PackageVersion {
  packageId: number
  version: string
}

/** Ids of these versions, no two alike, in their order; new ones are stored. Call it under the engine's lock. */
export async function ensurePackageVersions(tx: Tx, versions: readonly PackageVersion[]): Promise<number[]> {
  if (versions.length === 0) return []
  const keyOf = ({ packageId, version }: PackageVersion) => `${packageId} ${version}`
  const known = await tx.query<PackageVersion & { id: number }>(sql`
    SELECT v.package_id AS "packageId", v.version, v.id
    FROM unnest(${versions.map(({ packageId }) => packageId)}::bigint[], ${versions.map(({ version }) => version)}::text[])
      AS t (package_id, version)
    JOIN package_version v ON v.package_id = t.package_id AND v.version = t.version`)
  const ids = new Map(known.map((row) => [keyOf(row), row.id]))
  const fresh = versions.filter((version) => !ids.has(keyOf(version)))
  if (fresh.length > 0) {
    let id = await reserveIds(tx, 'package_version', fresh.length)
    for (const version of fresh) ids.set(keyOf(version), id++)
    await tx.copy(
      sql`package_version (id, package_id, version)`,
      fresh.map((version) => [ids.get(keyOf(version)) as number, version.packageId, version.version]),
    )
  }
  return versions.map((version) => ids.get(keyOf(version)) as number)
}

export async function insertComponents(tx: Tx, scopeId: number, components: readonly Component[]): Promise<void> {
  if (components.length === 0) return
  await tx.copy(
    sql`component (scope_id, package_version_id, layer, paths)`,
    components.map(({ packageVersionId, layer, paths }) => [scopeId, packageVersionId, layer, paths]),
  )
}

export async function updateComponents(tx: Db, scopeId: number, components: readonly Component[]): Promise<void> {
  if (components.length === 0) return
  await tx.query(sql`
    UPDATE component c SET layer = t.layer, paths = ARRAY(SELECT jsonb_array_elements_text(t.paths))
    FROM unnest(${components.map(({ packageVersionId }) => packageVersionId)}::bigint[],
      ${components.map(({ layer }) => layer)}::smallint[], ${components.map(({ paths }) => JSON.stringify(paths))}::jsonb[])
      AS t (package_version_id, layer, paths)
    WHERE c.scope_id = ${scopeId} AND c.package_version_id = t.package_version_id`)
}

export async function deleteComponents(tx: Db, scopeId: number, packageVersionIds: readonly number[]): Promise<void> {
  if (packageVersionIds.length === 0) return
  await tx.query(sql`
    DELETE FROM component WHERE scope_id = ${scopeId} AND package_version_id = ANY(${packageVersionIds}::bigint[])`)
}

/** Positions of an image version's layers, by what a tool may call a layer: its diff id or its digest. */
export async function layerPositions(tx: Db, imageVersionId: number): Promise<Map<string, number>> {
  const rows = await tx.query<{ name: string; position: number }>(sql`
    SELECT name, min(position) AS position FROM image_layer CROSS JOIN unnest(ARRAY[diff_id, digest]) AS name
    WHERE image_version_id = ${imageVersionId} AND name IS NOT NULL GROUP BY name`)
  return new Map(rows.map(({ name, position }) => [name, position]))
}
