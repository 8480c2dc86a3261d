import sql from 'sql-template-tag'
import type { SubjectEvidence } from '../../domain/fix/progress.ts'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'
import { readableMembers } from './shares.ts'

export interface StoredEvidence extends SubjectEvidence {
  fixId: number
  type: FixSubject
  id: number
}

/** Subject of an issue, of `issue i`, as the fixes count it. */
export const SUBJECT_TYPE = sql`CASE WHEN i.workload_id IS NOT NULL THEN 'workload' WHEN i.image_id IS NOT NULL THEN 'image'
  WHEN i.repository_id IS NOT NULL THEN 'repository' ELSE 'cluster' END`
export const SUBJECT_ID = sql`COALESCE(i.workload_id, i.image_id, i.repository_id, i.cluster_id)`

/**
 * How far fixes are in each of their subjects. Built: a complete scan of a newer version is clean, or for a workload that of the
 * manifests it comes from. Rolled out: none of the affected versions runs any more where one ran, whether or not what runs now was
 * scanned. Where `teams` are given, only their issues count.
 */
export function evidenceOf(
  db: Db,
  fixIds: readonly number[],
  teams: readonly number[] | null,
): Promise<StoredEvidence[]> {
  return db.query(sql`
    WITH member AS MATERIALIZED (
      SELECT m.fix_id, i.id, ${SUBJECT_TYPE} AS type, ${SUBJECT_ID} AS subject_id, i.running, m.fixed_at,
        COALESCE(e.fix_built_at, cleaned.at) AS built_at, e.rolled_out_at
      FROM fix_issue m JOIN issue i ON i.id = m.issue_id
      LEFT JOIN LATERAL (
        SELECT e.* FROM episode e WHERE e.issue_id = i.id ORDER BY e.number DESC LIMIT 1
      ) e ON e.closed_at IS NOT DISTINCT FROM m.fixed_at
      LEFT JOIN LATERAL (
        SELECT max(s.ended_at) AS at FROM sighting s JOIN scope sc ON sc.id = s.scope_id AND sc.repository_id IS NOT NULL
        WHERE i.workload_id IS NOT NULL AND m.fixed_at IS NULL AND s.issue_id = i.id AND s.ended_at >= e.opened_at
        HAVING bool_and(s.end_reason = 'rescanned') AND NOT EXISTS (
          SELECT FROM sighting a JOIN scope ac ON ac.id = a.scope_id AND ac.repository_id IS NOT NULL
          WHERE a.issue_id = i.id AND a.ended_at IS NULL)
      ) cleaned ON true
      WHERE m.fix_id = ANY(${fixIds}::bigint[]) ${readableMembers(teams)}
    ), subject AS (
      SELECT fix_id, type, subject_id, count(*)::integer AS issues, count(fixed_at)::integer AS verified,
        count(*) FILTER (WHERE fixed_at IS NOT NULL OR built_at IS NOT NULL)::integer AS built,
        count(*) FILTER (WHERE fixed_at IS NULL AND running = false)::integer AS still,
        max(fixed_at) AS verified_at, max(built_at) AS built_at, max(rolled_out_at) AS rolled_out_at
      FROM member GROUP BY 1, 2, 3
    )
    SELECT s.fix_id AS "fixId", s.type, s.subject_id AS id, s.issues, s.verified, s.verified_at AS "verifiedAt", s.built_at AS "builtAt",
      GREATEST(s.built, s.verified + CASE WHEN left_at.at IS NOT NULL THEN s.still ELSE 0 END) AS built,
      s.verified + CASE WHEN left_at.at IS NOT NULL THEN s.still ELSE 0 END AS "rolledOut",
      GREATEST(s.rolled_out_at, CASE WHEN s.still > 0 THEN left_at.at END) AS "rolledOutAt"
    FROM subject s LEFT JOIN LATERAL (
      SELECT max(d.ended_at) AS at FROM deployment_span d
      WHERE s.type = 'image' AND s.still > 0 AND d.image_id = s.subject_id AND d.ended_at IS NOT NULL
        AND EXISTS (SELECT FROM deployment_span n WHERE n.image_id = d.image_id AND n.workload_id = d.workload_id
          AND n.ended_at IS NULL AND n.started_at >= d.ended_at)
    ) left_at ON true
    ORDER BY 1, 2, 3`)
}
