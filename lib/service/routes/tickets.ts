import type { RemoteTicket } from '../../contract/route-deliveries.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { ticketsOfIssue } from '../../store/outbox/tickets.ts'

/** What routes keep over there for an issue, for whoever may read the issue. */
export async function listIssueTickets(actor: Actor, issueId: number): Promise<Result<{ rows: RemoteTicket[] }>> {
  const [issue] = await issueRows(database(), [issueId])
  if (!issue || refusal(actor, 'issue.read', { teamId: issue.team?.id ?? null })) {
    return refusal(actor, 'issue.read') ?? err('not-found', 'There is no such issue.')
  }
  const rows = await ticketsOfIssue(database(), issueId)
  return ok({ rows: rows.map((row) => ({ ...row, checkedAt: row.checkedAt?.toISOString() ?? null })) })
}
