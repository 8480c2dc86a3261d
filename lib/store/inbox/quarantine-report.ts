import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Sets a report aside for a person, who can retry it. */
export async function quarantineReport(
  db: Db,
  id: string,
  problem: { code: string; message: string; offset?: number | null },
): Promise<void> {
  await db.query(sql`
    WITH aside AS (
      UPDATE report SET status = 'quarantined', problem_code = ${problem.code}, problem_message = ${problem.message},
        problem_offset = ${problem.offset ?? null}
      WHERE id = ${id} AND status = 'received' RETURNING id
    )
    SELECT pg_notify('plimsoll_sources', '') FROM aside`)
}
