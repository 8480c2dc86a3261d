import sql, { empty } from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Channel that tells every web process that sessions of a person ended; the payload is their id. */
export const SESSIONS_CHANNEL = 'plimsoll_sessions'

/** Ends a person's sessions: all, one, or all but one. Open streams hear of it when the transaction commits. Returns how many. */
export async function endSessions(
  db: Db,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const only = which.only === undefined ? empty : sql`AND id = ${which.only}`
  const except = which.except === undefined ? empty : sql`AND id <> ${which.except}`
  const [row] = await db.query<{ ended: number }>(sql`
    WITH ended AS (DELETE FROM session WHERE user_id = ${userId} ${only} ${except} RETURNING 1)
    SELECT count(*) AS ended, pg_notify(${SESSIONS_CHANNEL}, ${userId}) FROM ended`)
  return row?.ended ?? 0
}
