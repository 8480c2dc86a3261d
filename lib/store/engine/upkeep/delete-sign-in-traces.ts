import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/**
 * Deletes what signing in leaves behind: sessions and verifications that have expired, and counts of attempts and requests
 * from before `quietSince`. Returns the most that one of these tables lost.
 */
export async function deleteSignInTraces(
  tx: Db,
  { now, quietSince, limit }: { now: Date; quietSince: Date; limit: number },
): Promise<number> {
  const [row] = await tx.query<{ most: number }>(sql`
    WITH sessions AS (
      DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ${now}
        ORDER BY expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) RETURNING 1
    ), verifications AS (
      DELETE FROM verification WHERE id IN (SELECT id FROM verification WHERE expires_at < ${now}
        ORDER BY expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) RETURNING 1
    ), failures AS (
      DELETE FROM sign_in_failure WHERE email IN (SELECT email FROM sign_in_failure WHERE last_failed_at < ${quietSince}
        ORDER BY last_failed_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) RETURNING 1
    ), requests AS (
      DELETE FROM rate_limit WHERE id IN (SELECT id FROM rate_limit WHERE last_request < ${quietSince.getTime()}
        ORDER BY last_request LIMIT ${limit} FOR UPDATE SKIP LOCKED) RETURNING 1
    )
    SELECT GREATEST((SELECT count(*) FROM sessions), (SELECT count(*) FROM verifications),
      (SELECT count(*) FROM failures), (SELECT count(*) FROM requests)) AS most`)
  return row?.most ?? 0
}
