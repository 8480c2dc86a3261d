import type { IssueDetail } from '../../contract/issue-detail.ts'
import type { Actor } from '../../domain/actor.ts'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { Db } from '../../store/database.ts'
import { fixOfIssue } from '../../store/fixes/detail.ts'
import { fixById } from '../../store/fixes/fix.ts'
import { fixRows } from '../../store/fixes/list.ts'
import { readableShares } from './readable.ts'
import { fixRow, sharesFor } from './row.ts'

/** The fix that an issue is in, or that closed it, with its change for the issue's own subject. Null when there is none to see. */
export async function fixShownOn(
  db: Db,
  actor: Actor,
  issueId: number,
  subject: { type: FixSubject; id: number },
): Promise<{ inFix: NonNullable<IssueDetail['inFix']>; fixChange: IssueDetail['fixChange'] } | null> {
  const member = await fixOfIssue(db, issueId)
  if (!member) return null
  const [[listed], fix] = await Promise.all([fixRows(db, [member.id]), fixById(db, member.id)])
  const readable = readableShares(actor)
  if (!listed || !fix || (readable !== null && sharesFor(listed, readable).length === 0)) return null
  const { id, title, status, effort, issues, progress, kind } = fixRow(listed, readable)
  const { steps = [], unknown = [] } = fix.content
  const own = steps.find((step) => step.subject?.type === subject.type && step.subject.id === subject.id)
  const step = own ?? steps.find((one) => one.subject === null)
  return {
    inFix: { id, title, status, effort, issues, progress, kind, closedIt: member.fixedAt !== null },
    fixChange: { known: true, title, change: step ? { language: step.language, text: step.text } : null, unknown },
  }
}
