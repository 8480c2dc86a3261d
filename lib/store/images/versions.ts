import sql from 'sql-template-tag'
import type { BaseFoundBy } from '../../domain/base-image.ts'
import type { Db } from '../database.ts'

export interface StoredImageVersion {
  id: number
  digest: string
  platform: string | null
  firstSeenAt: Date
  retiredAt: Date | null
  /** Tags that point to it now. */
  tags: string[]
  workloads: number
  /** Each tool's last complete scan of each kind. */
  scans: { source: string; scan: string; completeAt: string | null }[]
  baseReference: string | null
  baseDigest: string | null
  baseFoundBy: BaseFoundBy | null
  baseLayers: number | null
}

/** The versions of an image, the newest `limit` first; and one that is asked for by its id, however old. */
export function versionsOfImage(
  db: Db,
  imageId: number,
  { limit, also }: { limit: number; also: number | null },
): Promise<StoredImageVersion[]> {
  return db.query<StoredImageVersion>(sql`
    SELECT v.id, v.digest, v.platform, v.first_seen_at AS "firstSeenAt", v.retired_at AS "retiredAt",
      v.base_reference AS "baseReference", v.base_digest AS "baseDigest", v.base_found_by AS "baseFoundBy",
      v.base_layers AS "baseLayers",
      ARRAY(
        SELECT t.tag FROM image_tag t WHERE t.image_version_id = v.id AND NOT EXISTS (
          SELECT FROM image_tag n WHERE n.image_id = t.image_id AND n.tag = t.tag AND n.moved_at > t.moved_at)
        ORDER BY t.moved_at DESC, t.tag LIMIT 20) AS tags,
      (SELECT count(DISTINCT k.workload_id) FROM workload_container k
       JOIN workload l ON l.id = k.workload_id AND l.gone_at IS NULL WHERE k.image_version_id = v.id)::integer AS workloads,
      (SELECT COALESCE(json_agg(json_build_object('source', s.source, 'scan', s.scan, 'completeAt', s.complete_at)
         ORDER BY s.complete_at DESC NULLS LAST, s.source, s.scan), '[]')
       FROM scope s WHERE s.image_version_id = v.id AND s.scan IN ('vulnerability', 'misconfiguration', 'secret', 'inventory')
      ) AS scans
    FROM image_version v
    WHERE v.image_id = ${imageId} AND (v.id = ${also}::bigint OR v.id IN (
      SELECT n.id FROM image_version n WHERE n.image_id = ${imageId} ORDER BY n.first_seen_at DESC, n.id DESC LIMIT ${limit}))
    ORDER BY v.first_seen_at DESC, v.id DESC`)
}

export interface StoredTagMove {
  tag: string
  at: Date
  digest: string
  versionId: number
  /** Where the tag pointed before; null where it was new. */
  fromDigest: string | null
}

/** When tags of an image began to point to another version, the newest first. */
export function tagMovesOf(db: Db, imageId: number, limit: number): Promise<StoredTagMove[]> {
  return db.query<StoredTagMove>(sql`
    SELECT m.tag, m.moved_at AS at, v.digest, v.id AS "versionId", f.digest AS "fromDigest"
    FROM (
      SELECT t.*, lag(t.image_version_id) OVER (PARTITION BY t.tag ORDER BY t.moved_at) AS from_id
      FROM image_tag t WHERE t.image_id = ${imageId}
    ) m
    JOIN image_version v ON v.id = m.image_version_id
    LEFT JOIN image_version f ON f.id = m.from_id
    ORDER BY m.moved_at DESC, m.tag LIMIT ${limit}`)
}
