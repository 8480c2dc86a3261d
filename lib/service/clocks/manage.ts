import type { ClockVersion } from '../../contract/clocks.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type ClockPolicy, DEFAULT_CLOCKS } from '../../domain/sla.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { insertClockVersion } from '../../store/clocks/insert-version.ts'
import { clockVersions, type StoredClocks } from '../../store/clocks/versions.ts'
import { database } from '../../store/database.ts'
import { existingTeamIds } from '../../store/teams/existing-ids.ts'
import { enqueueJob } from '../background/enqueue.ts'

const VERSIONS_SHOWN = 100

export async function getClocks(actor: Actor): Promise<Result<ClockVersion>> {
  const refused = refusal(actor, 'clock.read')
  if (refused) return refused
  const [newest] = await clockVersions(database(), 1)
  return ok(newest ? versionView(newest) : byDefault())
}

export async function listClockVersions(actor: Actor): Promise<Result<{ rows: ClockVersion[] }>> {
  const refused = refusal(actor, 'clock.read')
  if (refused) return refused
  return ok({ rows: (await clockVersions(database(), VERSIONS_SHOWN)).map(versionView) })
}

/** Puts a new version in force, and has every issue dated again. */
export async function saveClocks(
  actor: Actor,
  { version, reason, policy }: { version: number; reason: string; policy: ClockPolicy },
): Promise<Result<ClockVersion & { jobId: number }>> {
  const refused = refusal(actor, 'clock.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const [before] = await clockVersions(tx, 1)
    const named = policy.rules.flatMap(({ teamId }) => teamId ?? [])
    const known = new Set([
      ...(await existingTeamIds(tx, named)),
      // A rule of a team that is gone may stay until somebody takes it out.
      ...(before?.policy.rules.flatMap(({ teamId }) => teamId ?? []) ?? []),
    ])
    const missing = named.filter((id) => !known.has(id))
    if (missing.length > 0) return err('invalid', `body.policy.rules: there is no team ${missing.join(', ')}.`)
    const userId = actor.type === 'user' ? actor.id : null
    if (!(await insertClockVersion(tx, { version: version + 1, policy, reason, userId, at: new Date() }))) {
      const detail = 'Somebody else set the clocks since you looked at them. Look again and repeat what still applies.'
      return err('conflict', detail, { currentVersion: before?.version ?? 0 })
    }
    const data = { version: version + 1, reason, before: before?.policy ?? DEFAULT_CLOCKS, after: policy }
    await appendAudit(tx, actor, { action: 'clocks.save', targetType: 'clocks', targetId: version + 1, data })
    const jobId = await enqueueJob(tx, actor, { kind: 'reassess' })
    const [now] = await clockVersions(tx, 1)
    return ok({ ...(now ? versionView(now) : byDefault()), jobId })
  })
}

function versionView({ policy, savedAt, ...stored }: StoredClocks): ClockVersion {
  return { ...stored, policy: policyView(policy), savedAt: savedAt.toISOString() }
}

function byDefault(): ClockVersion {
  return { version: 0, policy: policyView(DEFAULT_CLOCKS), reason: '', savedAt: null, savedBy: null }
}

function policyView({ calendar, rules, soonDays, exceptions }: ClockPolicy): ClockVersion['policy'] {
  return {
    calendar: { ...calendar, holidays: [...calendar.holidays] },
    rules: rules.map((rule) => ({ ...rule })),
    soonDays,
    exceptions: { ...exceptions, approvalBands: [...exceptions.approvalBands] },
  }
}
