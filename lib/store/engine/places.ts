import { hash } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Where an issue bites: a workload, versions of an image (`3,17`; '' is none), or a cluster at large. */
export interface PlaceIdentity {
  imageId: number | null
  workloadId: number | null
  clusterId: number | null
  versions: string
}

/** One short text a place, whatever it is made of; an image may be seen in thousands of versions. */
export function placeKey({ imageId, workloadId, clusterId, versions }: PlaceIdentity): string {
  if (workloadId !== null) return `workload ${workloadId}`
  if (imageId !== null) return `image ${imageId} ${versions.length > 64 ? hash('sha256', versions) : versions}`
  return clusterId === null ? 'nowhere' : `cluster ${clusterId}`
}

/** The ids of places by their keys, made where they are new. */
export async function ensurePlaces(tx: Db, places: readonly PlaceIdentity[]): Promise<Map<string, number>> {
  const byKey = new Map(places.map((place) => [placeKey(place), place]))
  const keys = [...byKey.keys()]
  const known = await idsOf(tx, keys)
  const fresh = [...byKey].flatMap(([key, place]) => (known.has(key) ? [] : [{ key, ...identityOf(place) }]))
  if (fresh.length === 0) return known
  await tx.query(sql`
    INSERT INTO place (key, image_id, workload_id, cluster_id, versions)
    SELECT * FROM unnest(${fresh.map(({ key }) => key)}::text[], ${fresh.map(({ imageId }) => imageId)}::bigint[],
      ${fresh.map(({ workloadId }) => workloadId)}::bigint[], ${fresh.map(({ clusterId }) => clusterId)}::int[],
      ${fresh.map(({ versions }) => versions)}::text[])
    ON CONFLICT (key) DO NOTHING`)
  return idsOf(tx, keys)
}

/** Only what makes the place; an issue of a workload may also name an image. */
function identityOf({ imageId, workloadId, clusterId, versions }: PlaceIdentity): PlaceIdentity {
  if (workloadId !== null) return { imageId: null, workloadId, clusterId: null, versions: '' }
  if (imageId !== null) return { imageId, workloadId: null, clusterId: null, versions }
  return { imageId: null, workloadId: null, clusterId, versions: '' }
}

async function idsOf(tx: Db, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; id: number }>(
    sql`SELECT key, id FROM place WHERE key = ANY(${keys}::text[])`,
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** What runs at a place now, and with that the gravest environment and the clusters of it. */
export interface PlaceState {
  id: number
  workloadIds: readonly number[]
  environment: string | null
  /** In order. */
  clusterIds: readonly number[]
}

/** Writes what runs at these places now, where it differs. */
export async function setPlaceStates(tx: Db, places: readonly PlaceState[]): Promise<void> {
  if (places.length === 0) return
  await tx.query(sql`
    UPDATE place p SET environment = t.environment, cluster_ids = ARRAY(SELECT jsonb_array_elements_text(t.clusters)::integer)
    FROM unnest(${places.map(({ id }) => id)}::bigint[], ${places.map(({ environment }) => environment)}::text[],
      ${places.map(({ clusterIds }) => JSON.stringify(clusterIds))}::jsonb[]) AS t (id, environment, clusters)
    WHERE p.id = t.id AND (p.environment IS DISTINCT FROM t.environment
      OR p.cluster_ids <> ARRAY(SELECT jsonb_array_elements_text(t.clusters)::integer))`)
  const pairs = places.flatMap(({ id, workloadIds }) => workloadIds.map((workloadId) => [id, workloadId] as const))
  await tx.query(sql`
    WITH there AS (
      SELECT * FROM unnest(${pairs.map(([id]) => id)}::bigint[], ${pairs.map(([, id]) => id)}::bigint[]) AS t (place_id, workload_id)
    ), left_it AS (
      DELETE FROM place_workload pw WHERE pw.place_id = ANY(${places.map(({ id }) => id)}::bigint[])
        AND NOT EXISTS (SELECT FROM there t WHERE t.place_id = pw.place_id AND t.workload_id = pw.workload_id)
    )
    INSERT INTO place_workload (place_id, workload_id) SELECT place_id, workload_id FROM there ON CONFLICT DO NOTHING`)
}
