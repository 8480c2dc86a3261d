import type { DecisionListQuery, DecisionPage, DecisionRow } from '../../contract/decisions.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { clusterIdOfName } from '../../store/clusters/id-of-name.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/decisions/list.ts'

/** What the gates answered, newest first; the reader's own teams' and nobody's, where the role is limited to them. */
export async function listDecisions(actor: Actor, query: DecisionListQuery): Promise<Result<DecisionPage>> {
  const refused = refusal(actor, 'decision.read')
  if (refused) return refused
  const after = pageKeyOf(query.cursor)
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
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  return ok({ rows: rows.map(decisionRow), nextCursor: last ? encodeCursor([last.atKey, last.id]) : null })
}

function pageKeyOf(cursor: string | undefined): Result<{ atKey: string; id: string } | null> {
  if (cursor === undefined) return ok(null)
  const [atKey, id] = (decodeCursor(cursor, ['string', 'string']) ?? []) as string[]
  const valid = atKey !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(atKey) && !Number.isNaN(Date.parse(atKey))
  if (valid && id !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return ok({ atKey, id })
  return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
    location: 'query.cursor',
  })
}

export function decisionRow({ atKey: _, ...decision }: store.StoredDecision): DecisionRow {
  return { ...decision, at: decision.at.toISOString() }
}
