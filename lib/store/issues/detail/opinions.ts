import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** More opinions of one issue are not compared. */
const MAX_OPINIONS = 500

export interface StoredOpinion {
  source: string
  /** Digest, workload or repository. */
  subject: string
  scannedAt: Date
  /** Null where it does not see the issue. */
  severity: number | null
  fixedVersion: string
}

/**
 * What each complete scan says of an issue, of those versions, that workload or that repository in which somebody sees it now.
 * A scan of a part says nothing of the rest.
 */
export function opinionsOf(db: Db, issueId: number, scan: string): Promise<StoredOpinion[]> {
  return db.query<StoredOpinion>(sql`
    WITH place AS (
      SELECT DISTINCT c.image_version_id, c.workload_id, c.repository_id
      FROM sighting s JOIN scope c ON c.id = s.scope_id
      WHERE s.issue_id = ${issueId} AND s.ended_at IS NULL AND c.scan = ${scan}
    )
    SELECT c.source, COALESCE(v.digest, w.namespace || '/' || w.name, r.name) AS subject, c.complete_at AS "scannedAt",
      s.severity, COALESCE(s.detail ->> 'fixedVersion', '') AS "fixedVersion"
    FROM place p
    JOIN scope c ON c.image_version_id = p.image_version_id OR c.workload_id = p.workload_id OR c.repository_id = p.repository_id
    LEFT JOIN sighting s ON s.scope_id = c.id AND s.issue_id = ${issueId} AND s.ended_at IS NULL
    LEFT JOIN image_version v ON v.id = c.image_version_id
    LEFT JOIN workload w ON w.id = c.workload_id
    LEFT JOIN repository r ON r.id = c.repository_id
    WHERE c.scan = ${scan} AND c.complete_at IS NOT NULL AND (s.id IS NOT NULL OR c.key NOT LIKE '%|part=%')
    ORDER BY c.complete_at DESC LIMIT ${MAX_OPINIONS}`)
}
