import sql from 'sql-template-tag'
import type { ClockPolicy } from '../../domain/sla.ts'
import type { Db } from '../database.ts'

/** Puts the next version in force; false when another one came first. */
export async function insertClockVersion(
  tx: Db,
  {
    version,
    policy,
    reason,
    userId,
    at,
  }: { version: number; policy: ClockPolicy; reason: string; userId: string | null; at: Date },
): Promise<boolean> {
  const rows = await tx.query(sql`
    INSERT INTO clock_policy (version, document, reason, saved_by, saved_at)
    SELECT ${version}, ${JSON.stringify(policy)}::jsonb, ${reason}, ${userId}, ${at}
    WHERE ${version} = (SELECT COALESCE(max(version), 0) + 1 FROM clock_policy)
    ON CONFLICT (version) DO NOTHING RETURNING version`)
  return rows.length > 0
}
