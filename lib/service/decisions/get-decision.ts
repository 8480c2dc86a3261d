import type { DecisionDetail } from '../../contract/decisions.ts'
import type { Actor } from '../../domain/actor.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { decisionById } from '../../store/decisions/get.ts'
import { decisionRow } from './list-decisions.ts'

/** One decision with the policies that made it and what the gate read of the object. */
export async function getDecision(actor: Actor, id: string): Promise<Result<DecisionDetail>> {
  const refused = refusal(actor, 'decision.read')
  if (refused) return refused
  const found = await decisionById(database(), id)
  if (!found || !can(actor, 'decision.read', { teamId: found.team?.id ?? null }))
    return err('not-found', 'There is no such decision, or it belongs to another team.')
  const { requestUid, results, facts, receivedAt, appliedAt, problem, ...row } = found
  return ok({
    ...decisionRow(row),
    requestUid,
    results,
    facts,
    receivedAt: receivedAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    problem,
  })
}
