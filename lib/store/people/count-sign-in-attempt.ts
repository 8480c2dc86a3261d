import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface AttemptLimit {
  /** Attempts in a row that are let through without a success. */
  attempts: number
  /** How long the next one locks the address, and how long attempts are remembered. */
  lockSeconds: number
}

/**
 * Counts one attempt to sign in with this address and returns until when it is locked, if it is. One statement, so that attempts sent
 * at once are counted one after the other.
 */
export async function countAttempt(
  db: Db,
  email: string,
  now: Date,
  limit: AttemptLimit,
): Promise<{ lockedUntil: Date | null; failures: number }> {
  const lock = sql`${now}::timestamptz + make_interval(secs => ${limit.lockSeconds})`
  const remembered = sql`${now}::timestamptz - make_interval(secs => ${limit.lockSeconds})`
  const [row] = await db.query<{ lockedUntil: Date | null; failures: number }>(sql`
    INSERT INTO sign_in_failure AS f (email, failures, last_failed_at) VALUES (${email}, 1, ${now})
    ON CONFLICT (email) DO UPDATE SET
      failures = CASE
        WHEN f.locked_until > ${now} THEN f.failures + 1
        WHEN f.locked_until IS NOT NULL OR f.last_failed_at < ${remembered} THEN 1
        ELSE f.failures + 1 END,
      locked_until = CASE
        WHEN f.locked_until > ${now} THEN f.locked_until
        WHEN f.locked_until IS NOT NULL OR f.last_failed_at < ${remembered} THEN NULL
        WHEN f.failures + 1 > ${limit.attempts} THEN ${lock} END,
      last_failed_at = ${now}
    RETURNING locked_until AS "lockedUntil", failures`)
  return row!
}
