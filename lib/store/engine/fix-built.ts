import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/**
 * Marks the open episodes that are seen in an older version only, by a source whose complete scan of the newest version is
 * free of them: the fix is built (DESIGN.md §7.4).
 */
export async function markFixBuilt(tx: Db, imageIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH newest AS (
      SELECT DISTINCT ON (v.image_id, sc.source, sc.scan) v.image_id, sc.source, sc.scan, v.id, v.first_seen_at, sc.complete_at
      FROM image_version v JOIN scope sc ON sc.image_version_id = v.id AND sc.complete_at IS NOT NULL
      WHERE v.image_id = ANY(${imageIds}::bigint[]) ORDER BY v.image_id, sc.source, sc.scan, v.first_seen_at DESC, v.id DESC
    ), free AS (
      SELECT s.issue_id, min(n.complete_at) AS built_at FROM newest n
      JOIN image_version old ON old.image_id = n.image_id AND old.first_seen_at < n.first_seen_at
      JOIN scope sc ON sc.image_version_id = old.id AND sc.source = n.source AND sc.scan = n.scan
      JOIN sighting s ON s.scope_id = sc.id AND s.ended_at IS NULL
      WHERE NOT EXISTS (SELECT FROM scope there JOIN sighting a ON a.scope_id = there.id AND a.ended_at IS NULL
        WHERE there.image_version_id = n.id AND a.issue_id = s.issue_id)
      GROUP BY s.issue_id
    ), built AS (
      UPDATE episode e SET fix_built_at = GREATEST(e.opened_at, f.built_at) FROM free f
      WHERE e.issue_id = f.issue_id AND e.closed_at IS NULL AND e.fix_built_at IS NULL RETURNING e.issue_id, e.fix_built_at
    )
    INSERT INTO timeline_entry (issue_id, at, type) SELECT issue_id, fix_built_at, 'fix-built' FROM built`)
}
