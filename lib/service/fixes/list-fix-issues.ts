import type { FixIssueRow } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { issueKeysOfFix } from '../../store/fixes/detail.ts'
import { fixRows } from '../../store/fixes/list.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { readDatabase } from '../../store/read-database.ts'
import { issueRow } from '../issues/row.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { readableShares } from './readable.ts'
import { sharesFor } from './row.ts'

/** The issues that a fix closes and closed; of other teams' nothing. */
export async function listFixIssues(
  actor: Actor,
  id: number,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Result<{ rows: FixIssueRow[]; nextCursor: string | null }>> {
  const refused = refusal(actor, 'fix.read')
  if (refused) return refused
  const after = keyOfCursor(cursor, ['number', 'number'], (risk, id) =>
    risk >= 0 && risk <= 100 ? { risk, id } : null,
  )
  if (!after.ok) return after
  const db = readDatabase()
  const readable = readableShares(actor)
  const [fix] = await fixRows(db, [id])
  if (!fix || (readable !== null && sharesFor(fix, readable).length === 0))
    return err('not-found', 'There is no such fix, or it is of other teams only.')
  const found = await issueKeysOfFix(db, id, readable, { after: after.value, limit: limit + 1 })
  const { rows: keys, nextCursor } = pageOfFound(found, limit, ({ risk, id }) => [risk, id])
  const issues = await issueRows(
    db,
    keys.map((key) => key.id),
  )
  const fixedAt = new Map(keys.map((key) => [key.id, key.fixedAt]))
  const now = new Date()
  return ok({
    rows: issues.map((issue) => ({
      issue: issueRow(issue, now),
      fixedAt: fixedAt.get(issue.id)?.toISOString() ?? null,
    })),
    nextCursor,
  })
}
