import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

export const MAX_TAG_MOVES = 50

export interface StoredTagMove {
  at: Date
  tag: string
  /** Digests. */
  from: string
  to: string
}

/**
 * The newest moves of the image's tags from or to a version in which the issue was seen, while there was the issue. Images
 * of several platforms share their tags: under another platform's image a tag did not move.
 */
export function tagMovesOf(db: Db, issueId: number, imageId: number): Promise<StoredTagMove[]> {
  return db.query<StoredTagMove>(sql`
    WITH seen AS MATERIALIZED (
      SELECT DISTINCT c.image_version_id AS id FROM sighting s JOIN scope c ON c.id = s.scope_id WHERE s.issue_id = ${issueId}
    )
    SELECT t.moved_at AS at, t.tag, o.digest AS "from", v.digest AS "to"
    FROM issue i
    JOIN image_tag t ON t.image_id = ${imageId} AND t.moved_at BETWEEN i.first_seen_at AND COALESCE(i.closed_at, 'infinity')
    JOIN image_version v ON v.id = t.image_version_id
    CROSS JOIN LATERAL (
      SELECT b.id, b.digest FROM image_tag g JOIN image_version b ON b.id = g.image_version_id
      WHERE g.image_id = t.image_id AND g.tag = t.tag AND g.moved_at < t.moved_at
        AND (b.platform = v.platform OR b.platform IS NULL OR v.platform IS NULL)
      ORDER BY g.moved_at DESC LIMIT 1
    ) o
    WHERE i.id = ${issueId} AND o.id <> v.id AND (o.id IN (SELECT id FROM seen) OR v.id IN (SELECT id FROM seen))
    ORDER BY t.moved_at DESC, t.tag LIMIT ${MAX_TAG_MOVES}`)
}
