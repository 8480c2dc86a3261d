import type { DecisionListQuery, DecisionPage, DecisionRow } from '../../contract/decisions.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { clusterIdOfName } from '../../store/clusters/id-of-name.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/decisions/list.ts'
import { isMoment, isUuid, keyOfCursor, pageOfFound } from '../list-page.ts'

/** What the gates answered, newest first; the reader's own teams' and nobody's, where the role is limited to them. */
export async function listDecisions(actor: Actor, query: DecisionListQuery): Promise<Result<DecisionPage>> {
  const refused = refusal(actor, 'decision.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['string', 'string'], (atKey, id) =>
    isMoment(atKey) && isUuid(id) ? { atKey, id } : null,
  )
  if (!after.ok) return after
  const db = database()
  const clusterId = query.cluster === undefined ? null : await clusterIdOfName(db, query.cluster)
  // A cluster that does not exist has no decisions.
  if (query.cluster !== undefined && clusterId === null) return ok({ rows: [], nextCursor: null })
  const filter: store.DecisionFilter = {
    verdict: query.verdict ?? null,
    clusterId,
    namespace: query.namespace ?? null,
    policy: query.policy ?? null,
    workloadId: query.workload ?? null,
    brokeGlass: query.brokeGlass,
    trials: query.trials,
    since: query.since ?? null,
    readableTeamIds: teamLimit(actor, 'decision.read'),
  }
  const found = await store.listDecisions(db, filter, after.value, query.limit + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ atKey, id }) => [atKey, id])
  return ok({ rows: rows.map(decisionRow), nextCursor })
}

export function decisionRow({ atKey: _, ...decision }: store.StoredDecision): DecisionRow {
  return { ...decision, at: decision.at.toISOString() }
}
