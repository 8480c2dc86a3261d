import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Folds the count deltas into one row a cell; new rows come and old ones go, so that a cache by id stays right. */
export async function foldIssueCounts(tx: Db): Promise<void> {
  await tx.query(sql`
    WITH folded AS (DELETE FROM issue_count RETURNING cell, issues)
    INSERT INTO issue_count (cell, issues) SELECT cell, sum(issues) FROM folded GROUP BY cell HAVING sum(issues) <> 0`)
}

/** Makes the day partitions of the coming days. */
export async function ensurePartitions(tx: Db): Promise<void> {
  await tx.query(sql`
    SELECT ensure_day_partitions('raw_event', (now() AT TIME ZONE 'UTC')::date - 7, (now() AT TIME ZONE 'UTC')::date + 3),
      ensure_day_partitions('audit_log', (now() AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date + 3)`)
}

/** Ends the sightings of threats that were not seen since a time; their issues close as quiet. */
export async function endQuietThreats(tx: Db, since: Date, at: Date): Promise<{ workloadId: number | null }[]> {
  return tx.query(sql`
    WITH quiet AS (
      UPDATE sighting s SET ended_at = ${at}, end_reason = 'quiet' FROM scope sc
      WHERE sc.id = s.scope_id AND sc.scan = 'alert' AND sc.last_seen_at < ${since} AND s.ended_at IS NULL RETURNING s.issue_id
    )
    SELECT DISTINCT i.workload_id AS "workloadId" FROM quiet q JOIN issue i ON i.id = q.issue_id`)
}

/** Accepted risks whose date has passed are open again. */
export async function expireExceptions(tx: Db, now: Date): Promise<void> {
  await tx.query(sql`
    WITH expired AS (
      UPDATE issue SET status = 'open', excepted_until = NULL, version = version + 1
      WHERE status = 'excepted' AND excepted_until <= ${now} RETURNING id
    ), revoked AS (
      UPDATE exception SET revoked_at = ${now} WHERE issue_id IN (SELECT id FROM expired) AND revoked_at IS NULL RETURNING 1
    )
    INSERT INTO timeline_entry (issue_id, at, type) SELECT id, ${now}, 'expired' FROM expired`)
}
