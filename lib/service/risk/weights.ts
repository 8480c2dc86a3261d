import type { WeightsVersion } from '../../contract/risk.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { changedWeights } from '../../domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS, type RiskWeights } from '../../domain/risk-weights.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { weightsInForce } from '../../store/risk/current.ts'
import { insertWeights, lockWeights, type StoredWeightsVersion, weightsVersions } from '../../store/risk/versions.ts'
import { enqueueJob } from '../background/enqueue.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'

/** What Plimsoll came with, as the version that every other one follows. */
const FIRST: WeightsVersion = {
  version: 0,
  weights: DEFAULT_WEIGHTS,
  reason: 'As Plimsoll came',
  restoredFrom: null,
  by: null,
  at: null,
  jobId: null,
}

export async function getWeights(actor: Actor): Promise<Result<WeightsVersion>> {
  const refused = refusal(actor, 'risk.read')
  if (refused) return refused
  const [newest] = await weightsVersions(database(), null, 1)
  return ok(newest ? view(newest) : FIRST)
}

export async function listWeights(
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Result<{ rows: WeightsVersion[]; nextCursor: string | null }>> {
  const refused = refusal(actor, 'risk.read')
  if (refused) return refused
  const before = keyOfCursor(cursor, ['number'], (version) => version)
  if (!before.ok) return before
  const found = (await weightsVersions(database(), before.value, limit + 1)).map(view)
  // The first version stands in no table.
  if (found.length <= limit && before.value !== 0) found.push(FIRST)
  return ok(pageOfFound(found, limit, ({ version }) => [version]))
}

export interface WantedWeights {
  /** The version that was changed. */
  basedOn: number
  weights: RiskWeights
  reason: string
  restoredFrom: number | null
}

/** Appends a version and has the worker score everything by it. Somebody else's version that came meanwhile is not overwritten. */
export async function saveWeights(
  actor: Actor,
  { basedOn, weights, reason, restoredFrom }: WantedWeights,
): Promise<Result<WeightsVersion>> {
  const refused = refusal(actor, 'risk.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    await lockWeights(tx)
    const current = await weightsInForce(tx)
    if (current.version !== basedOn)
      return err('conflict', 'Somebody else changed the weights meanwhile. Look at theirs first.', {
        currentVersion: current.version,
      })
    const changes = changedWeights(current.weights, weights)
    if (changes.length === 0) return err('invalid', 'body.weights: nothing is changed.')
    if (restoredFrom !== null && restoredFrom > basedOn)
      return err('invalid', 'body.restoredFrom: there is no such version.')
    const version = basedOn + 1
    const by = { id: actor.type === 'user' ? actor.id : null, name: actor.name }
    const jobId = await enqueueJob(tx, actor, { kind: 'reassess' })
    const row = { version, weights, reason, restoredFrom, by, jobId }
    await insertWeights(tx, row)
    const data = { reason, restoredFrom, changes }
    await appendAudit(tx, actor, { action: 'risk.weights', targetType: 'risk-weights', targetId: version, data })
    return ok({ ...row, by: by.name, at: new Date().toISOString() })
  })
}

function view({ at, ...row }: StoredWeightsVersion): WeightsVersion {
  return { ...row, at: at.toISOString() }
}
