import type { IssueStatement } from '../../contract/statements.ts'
import { effectOf } from '../../domain/vex.ts'
import type { Db } from '../../store/database.ts'
import { type IssueStatement as StoredStatement, statementsOfIssue } from '../../store/vex/of-issue.ts'
import { type DecidedIssue, statedIssue } from '../../store/vex/stated-issues.ts'

/** What others state about an issue (VEX), each with what it comes to; nothing for what is no vulnerability. */
export async function issueStatements(db: Db, issueId: number): Promise<{ rows: IssueStatement[]; total: number }> {
  const issue = await statedIssue(db, issueId)
  if (!issue) return { rows: [], total: 0 }
  const stored = await statementsOfIssue(db, issue)
  const inForce = stored.filter(({ supersededAt, revokedAt }) => supersededAt === null && revokedAt === null)
  return { rows: stored.map((one) => statementView(one, inForce, issue)), total: stored[0]?.total ?? 0 }
}

function statementView(
  stored: StoredStatement,
  inForce: readonly StoredStatement[],
  issue: DecidedIssue,
): IssueStatement {
  const { id, author, document, status, justification, statement, image, repository, purl, version, reportId } = stored
  return {
    ...{ id, author, document, status, justification, statement, reportId },
    product: { image, repository, purl, version },
    statedAt: new Date(stored.statedAt).toISOString(),
    effect: effect(stored, inForce, issue),
    supersededAt: stored.supersededAt?.toISOString() ?? null,
    revoked: stored.revokedAt && {
      at: stored.revokedAt.toISOString(),
      by: stored.revokedBy,
      reason: stored.revokeReason ?? '',
    },
  }
}

function effect(
  stored: StoredStatement,
  inForce: readonly StoredStatement[],
  issue: DecidedIssue,
): IssueStatement['effect'] {
  if (stored.supersededAt !== null) return 'superseded'
  if (stored.revokedAt !== null) return 'revoked'
  const effect = effectOf(stored, inForce, issue)
  if (effect !== 'excuses') return effect
  if (issue.dismissedBy !== null) return 'dismisses'
  const isOverruled = issue.status === 'open' && issue.reopenedAt !== null && issue.reopenedAt >= stored.takenAt
  return isOverruled ? 'overruled' : 'excuses'
}
