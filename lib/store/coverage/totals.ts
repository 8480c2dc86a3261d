import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { readableWorkload } from '../workloads/readable.ts'

export interface StoredTotal {
  known: number
  of: number
  oldestAt: Date | null
}

export interface StoredSourceTotal {
  source: string
  known: number
  lastAt: Date
}

/** Of each source: how many of the image versions that run it scanned completely, and when it last did. */
export function buildSources(db: Db, teamIds: readonly number[] | null): Promise<StoredSourceTotal[]> {
  return db.query(sql`
    SELECT s.source, count(DISTINCT s.image_version_id)::integer AS known, max(s.complete_at) AS "lastAt"
    FROM (SELECT DISTINCT k.image_version_id FROM workload w JOIN workload_container k ON k.workload_id = w.id
      WHERE w.gone_at IS NULL AND ${readableWorkload(teamIds)} AND k.image_version_id IS NOT NULL) v
    JOIN scope s ON s.image_version_id = v.image_version_id AND s.scan = 'vulnerability' AND s.complete_at IS NOT NULL
    GROUP BY s.source ORDER BY s.source`)
}

/** The image versions that run; one that is only known by how manifests name it counts by that name. */
export async function buildTotal(db: Db, teamIds: readonly number[] | null): Promise<StoredTotal> {
  const [row] = await db.query<StoredTotal>(sql`
    SELECT count(s.at)::integer AS known, count(*)::integer AS "of", min(s.at) AS "oldestAt"
    FROM (SELECT DISTINCT k.image_version_id, CASE WHEN k.image_version_id IS NULL THEN k.image_ref END AS ref
      FROM workload w JOIN workload_container k ON k.workload_id = w.id
      WHERE w.gone_at IS NULL AND ${readableWorkload(teamIds)}) v
    LEFT JOIN (SELECT image_version_id, max(complete_at) AS at FROM scope
      WHERE scan = 'vulnerability' AND complete_at IS NOT NULL AND image_version_id IS NOT NULL GROUP BY image_version_id) s
      ON s.image_version_id = v.image_version_id`)
  return row!
}

export interface StoredClusterTotals {
  clusterId: number
  workloads: number
  /** Workloads whose manifest was seen. */
  admitted: number
  oldestAdmittedAt: Date | null
}

/** What runs in each cluster. */
export function clusterTotals(db: Db, teamIds: readonly number[] | null): Promise<StoredClusterTotals[]> {
  return db.query(sql`
    SELECT w.cluster_id AS "clusterId", count(*)::integer AS workloads, count(w.facts_at)::integer AS admitted,
      min(w.facts_at) AS "oldestAdmittedAt"
    FROM workload w WHERE w.gone_at IS NULL AND ${readableWorkload(teamIds)} GROUP BY w.cluster_id`)
}

export interface StoredClusterSource {
  kind: 'admission' | 'events'
  clusterId: number
  source: string
  lastAt: Date
  silent: boolean
}

/** The gates and sensors of clusters, of each cluster the one that reported last first. */
export function clusterSources(db: Db, now: Date): Promise<StoredClusterSource[]> {
  return db.query(sql`
    SELECT kind, cluster_id AS "clusterId", source, last_at AS "lastAt", COALESCE(silent_at <= ${now}, false) AS silent
    FROM source_stream WHERE cluster_id IS NOT NULL AND kind IN ('admission', 'events')
    ORDER BY silent, last_at DESC`)
}

export async function silentStreams(db: Db, now: Date): Promise<number> {
  const [row] = await db.query<{ silent: number }>(sql`
    SELECT count(*)::integer AS silent FROM source_stream s
    WHERE s.silent_at <= ${now} AND ${MISSED}`)
  return row?.silent ?? 0
}

/** Of an image that runs nowhere no scan is missed. */
export const MISSED = sql`(s.image_id IS NULL OR EXISTS (SELECT FROM workload_container k JOIN workload w ON w.id = k.workload_id
  WHERE k.image_id = s.image_id AND w.gone_at IS NULL))`
