import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The rule whose issues say that a source fell silent. */
const SILENT_RULE = 'plimsoll:source-silent'

/** Which of these issues tell of a silent source. */
export async function silentSourceIssues(
  db: Db,
  entries: readonly { issueId: number | null; kind: string | null }[],
): Promise<Set<number>> {
  const ids = entries.filter(({ kind }) => kind === 'misconfiguration').map(({ issueId }) => issueId)
  if (ids.length === 0) return new Set()
  const rows = await db.query<{ id: number }>(sql`
    SELECT i.id FROM rule r JOIN issue i ON i.rule_id = r.id WHERE r.name = ${SILENT_RULE} AND i.id = ANY(${ids}::bigint[])`)
  return new Set(rows.map(({ id }) => id))
}
