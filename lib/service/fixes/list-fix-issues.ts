import type { FixIssueRow } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { issueKeysOfFix } from '../../store/fixes/detail.ts'
import { fixRows } from '../../store/fixes/list.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { readDatabase } from '../../store/read-database.ts'
import { issueRow } from '../issues/row.ts'
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
  const [risk, issueId] = cursor === undefined ? [] : (decodeCursor(cursor, ['number', 'number']) ?? [])
  if (
    cursor !== undefined &&
    !(Number.isSafeInteger(risk) && Number(risk) <= 100 && Number(risk) >= 0 && Number.isSafeInteger(issueId))
  )
    return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
      location: 'query.cursor',
    })
  const db = readDatabase()
  const readable = readableShares(actor)
  const [fix] = await fixRows(db, [id])
  if (!fix || (readable !== null && sharesFor(fix, readable).length === 0))
    return err('not-found', 'There is no such fix, or it is of other teams only.')
  const after = cursor === undefined ? null : { risk: Number(risk), id: Number(issueId) }
  const found = await issueKeysOfFix(db, id, readable, { after, limit: limit + 1 })
  const keys = found.slice(0, limit)
  const issues = await issueRows(
    db,
    keys.map((key) => key.id),
  )
  const fixedAt = new Map(keys.map((key) => [key.id, key.fixedAt]))
  const last = found.length > limit ? keys.at(-1) : undefined
  const now = new Date()
  return ok({
    rows: issues.map((issue) => ({
      issue: issueRow(issue, now),
      fixedAt: fixedAt.get(issue.id)?.toISOString() ?? null,
    })),
    nextCursor: last ? encodeCursor([last.risk, last.id]) : null,
  })
}
