import type { LoadDistribution, LoadLine, LoadLinePage, SetLoadLine, SuggestQuery } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { loadOfWeight, weightOfLoad } from '../../domain/load.ts'
import { distributionOf } from '../../domain/load-distribution.ts'
import { type LineScope, lineProblem } from '../../domain/load-line.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/load/lines.ts'
import { weightsOf } from '../../store/load/subjects.ts'
import { readDatabase } from '../../store/read-database.ts'
import { existingTeamIds } from '../../store/teams/existing-ids.ts'
import { isMoment, keyOfCursor, pageOfFound } from '../list-page.ts'

export async function listLoadLines(actor: Actor): Promise<Result<{ rows: LoadLine[] }>> {
  const refused = refusal(actor, 'load-line.read')
  if (refused) return refused
  return ok({ rows: (await store.listLines(database())).map(lineView) })
}

/** Sets, moves or takes away a line. The one before stays in the history. */
export async function setLoadLine(actor: Actor, wanted: SetLoadLine): Promise<Result<LoadLine>> {
  const refused = refusal(actor, 'load-line.set')
  if (refused) return refused
  const scope: LineScope = { kind: wanted.kind, environment: wanted.environment, teamId: wanted.teamId }
  const problem = lineProblem(scope)
  if (problem) return err('invalid', problem)
  return database().transaction(async (tx) => {
    if (scope.teamId !== null && (await existingTeamIds(tx, [scope.teamId])).length === 0)
      return err('invalid', 'body.teamId: There is no such team.', { location: 'body.teamId' })
    const before = await store.lockLine(tx, scope)
    const inForce = before?.weight == null ? null : before.id
    if (inForce !== wanted.replaces)
      return err('conflict', 'Somebody moved this line meanwhile. Look at it again and repeat the change.')
    if (inForce === null && wanted.limit === null) return err('invalid', 'There is no such line to take away.')
    const weight = wanted.limit === null ? null : weightOfLoad(wanted.limit)
    const setBy = actor.type === 'user' ? actor.id : null
    const { reason } = wanted
    const id = await store.insertLine(tx, scope, { weight, reason, setBy, supersedes: before?.id ?? null })
    const line = await store.lineById(tx, id)
    const from = before?.weight == null ? null : loadOfWeight(before.weight)
    const data = { ...scope, from, to: wanted.limit, reason }
    await appendAudit(tx, actor, { action: 'load-line.set', targetType: 'load-line', targetId: id, data })
    return ok(lineView(line!))
  })
}

/** Every line that was ever set, newest first. */
export async function listLoadLineHistory(
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Result<LoadLinePage>> {
  const refused = refusal(actor, 'load-line.read')
  if (refused) return refused
  const after = keyOfCursor(cursor, ['string', 'number'], (setAt, id) => (isMoment(setAt) ? { setAt, id } : null))
  if (!after.ok) return after
  const found = await store.lineHistory(database(), after.value, limit + 1)
  const { rows, nextCursor } = pageOfFound(found, limit, ({ key, id }) => [key, id])
  return ok({ rows: rows.map(lineView), nextCursor })
}

/** How loads of a kind are spread in an environment and team today, and the line that this suggests. */
export async function suggestLoadLine(actor: Actor, query: SuggestQuery): Promise<Result<LoadDistribution>> {
  const refused = refusal(actor, 'load-line.read')
  if (refused) return refused
  const { kind, environment = null, teamId = null } = query
  const problem = lineProblem({ kind, environment, teamId })
  if (problem) return err('invalid', problem)
  const { bars, suggested, subjects, overSuggested, ...loads } = distributionOf(
    await weightsOf(readDatabase(), kind, { environment, teamId }),
  )
  return ok({
    ...{ subjects, overSuggested },
    median: loadOfWeight(loads.median),
    p75: loadOfWeight(loads.p75),
    p90: loadOfWeight(loads.p90),
    max: loadOfWeight(loads.max),
    suggested: suggested === null ? null : loadOfWeight(suggested),
    bars: bars.map((bar) => ({ ...bar, from: loadOfWeight(bar.from), to: loadOfWeight(bar.to) })),
  })
}

function lineView({
  id,
  kind,
  environment,
  team,
  weight,
  reason,
  setBy,
  setAt,
  supersededAt,
}: store.StoredLine): LoadLine {
  return {
    ...{ id, kind, environment, team, reason, setBy },
    limit: weight === null ? null : loadOfWeight(weight),
    setAt: setAt.toISOString(),
    supersededAt: supersededAt?.toISOString() ?? null,
  }
}
