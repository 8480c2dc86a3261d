import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

export interface EndedThreat {
  issueId: number
  workloadId: number | null
}

/** Ends sightings of threats that were not seen since a time; returns those, of which the same issue may have several. */
export function endQuietThreats(tx: Db, since: Date, at: Date, limit: number): Promise<EndedThreat[]> {
  return tx.query(sql`
    WITH quiet AS (
      SELECT s.id FROM scope sc JOIN sighting s ON s.scope_id = sc.id AND s.ended_at IS NULL
      WHERE sc.scan = 'alert' AND sc.last_seen_at < ${since} ORDER BY sc.last_seen_at LIMIT ${limit}
    ), ended AS (
      UPDATE sighting s SET ended_at = GREATEST(${at}, s.first_seen_at), end_reason = 'quiet' FROM quiet
      WHERE s.id = quiet.id RETURNING s.issue_id
    )
    SELECT i.id AS "issueId", i.workload_id AS "workloadId" FROM ended e JOIN issue i ON i.id = e.issue_id`)
}
