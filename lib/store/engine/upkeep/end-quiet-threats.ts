import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Ends sightings of threats that were not seen since a time; returns the issue of each. */
export async function endQuietThreats(tx: Db, since: Date, at: Date, limit: number): Promise<number[]> {
  const rows = await tx.query<{ issueId: number }>(sql`
    WITH quiet AS (
      SELECT s.id FROM scope sc JOIN sighting s ON s.scope_id = sc.id AND s.ended_at IS NULL
      WHERE sc.scan = 'alert' AND sc.last_seen_at < ${since} ORDER BY sc.last_seen_at LIMIT ${limit}
    )
    UPDATE sighting s SET ended_at = GREATEST(${at}, s.first_seen_at), end_reason = 'quiet' FROM quiet
    WHERE s.id = quiet.id RETURNING s.issue_id AS "issueId"`)
  return rows.map(({ issueId }) => issueId)
}
