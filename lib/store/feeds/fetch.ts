import sql from 'sql-template-tag'
import type { FeedName } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface FeedFetch {
  name: FeedName
  /** The address or the file. */
  origin: string
  attemptedAt: Date
  /** When it last answered with something that could be used. */
  succeededAt: Date | null
  failures: number
  problem: string | null
  /** What the server named the version by that was fetched last; of a file its time and size. */
  etag: string | null
  reportId: string | null
  /** Why what was fetched last could not be used. */
  reportProblem: string | null
}

export function feedFetches(db: Db): Promise<FeedFetch[]> {
  return db.query(sql`
    SELECT f.name, f.origin, f.attempted_at AS "attemptedAt", f.succeeded_at AS "succeededAt", f.failures, f.problem, f.etag,
      f.report_id AS "reportId", r.problem_message AS "reportProblem"
    FROM feed_fetch f LEFT JOIN report r ON r.id = f.report_id`)
}

/** What another origin answered before counts for nothing. */
export async function noteFetch(
  db: Db,
  { name, origin, at }: { name: FeedName; origin: string; at: Date },
  fetched: { etag: string | null; reportId: string | null } | { problem: string },
): Promise<void> {
  const failed = 'problem' in fetched
  const problem = failed ? fetched.problem : null
  const etag = failed ? null : fetched.etag
  const reportId = failed ? null : fetched.reportId
  await db.query(sql`
    INSERT INTO feed_fetch AS f (name, origin, attempted_at, succeeded_at, failures, problem, etag, report_id)
    VALUES (${name}, ${origin}, ${at}, ${failed ? null : at}, ${failed ? 1 : 0}, ${problem}, ${etag}, ${reportId}::uuid)
    ON CONFLICT (name) DO UPDATE SET origin = EXCLUDED.origin, attempted_at = EXCLUDED.attempted_at,
      problem = EXCLUDED.problem,
      failures = CASE WHEN ${failed} AND f.origin = EXCLUDED.origin THEN f.failures + 1 ELSE EXCLUDED.failures END,
      succeeded_at = CASE WHEN ${failed} AND f.origin = EXCLUDED.origin THEN f.succeeded_at ELSE EXCLUDED.succeeded_at END,
      etag = CASE WHEN ${failed} AND f.origin = EXCLUDED.origin THEN f.etag ELSE EXCLUDED.etag END,
      report_id = CASE WHEN ${failed} AND f.origin = EXCLUDED.origin THEN f.report_id
        ELSE COALESCE(EXCLUDED.report_id, CASE WHEN f.origin = EXCLUDED.origin THEN f.report_id END) END`)
  await db.query(sql`SELECT pg_notify('plimsoll_sources', '')`)
}
