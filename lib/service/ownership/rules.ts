import type { Ownership, TeamAlias } from '../../contract/ownership.ts'
import type { Actor } from '../../domain/actor.ts'
import type { OwnershipRule } from '../../domain/ownership.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { ownershipRules, replaceRules } from '../../store/ownership/rules.ts'
import { runningReassessment } from '../../store/ownership/running-job.ts'
import { claimVersion, ownershipSet } from '../../store/ownership/set.ts'
import { replaceAliases, type StoredTeamNames, teamAliases, teamNamesOf } from '../../store/ownership/team-names.ts'
import { findOwnersAnew } from './find-owners-anew.ts'

/** Rules and names as an administrator is about to save them. */
export interface OwnershipEdit {
  rules: readonly OwnershipRule[]
  aliases: readonly TeamAlias[]
}

export async function getOwnership(actor: Actor): Promise<Result<Ownership>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  const now = await ownershipNow(database())
  return ok(can(actor, 'job.manage') ? now : { ...now, jobId: null })
}

/** Saves the rules as a whole. Every owner is found anew in the background; what a person assigned stays. */
export async function saveOwnership(
  actor: Actor,
  { version, ...edit }: OwnershipEdit & { version: number },
): Promise<Result<Ownership>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const problem = editProblem(edit, await teamNamesOf(tx))
    if (problem) return err('invalid', problem)
    const before = await ownershipNow(tx)
    const by = actor.type === 'user' ? actor.id : null
    if (!(await claimVersion(tx, 'rules', version, by, new Date()))) {
      const { version: currentVersion } = await ownershipSet(tx, 'rules')
      const who = before.updatedBy ?? 'Somebody'
      return err('conflict', `${who} saved the rules meanwhile. Read them again and repeat your change.`, {
        currentVersion,
      })
    }
    await replaceRules(tx, edit.rules)
    await replaceAliases(tx, edit.aliases)
    await findOwnersAnew(tx, actor)
    const data = {
      version: version + 1,
      rules: edit.rules,
      ...changedNames(before.aliases, edit.aliases),
      rulesBefore: before.rules,
    }
    await appendAudit(tx, actor, { action: 'ownership.save', targetType: 'ownership', targetId: 'rules', data })
    return ok(await ownershipNow(tx))
  })
}

async function ownershipNow(db: Db): Promise<Ownership> {
  const { version, updatedAt, updatedBy } = await ownershipSet(db, 'rules')
  return {
    version,
    rules: await ownershipRules(db),
    aliases: await teamAliases(db),
    updatedAt: updatedAt?.toISOString() ?? null,
    updatedBy,
    jobId: await runningReassessment(db),
  }
}

/** What an edit cannot hold, whatever its patterns: teams that do not exist, a name that means two teams. */
export function editProblem({ rules, aliases }: OwnershipEdit, { slugs }: StoredTeamNames): string | null {
  for (const [index, { team }] of rules.entries())
    if (!slugs.has(team)) return `body.rules.${index}.team: there is no team with the slug ${team}.`
  const seen = new Set<string>()
  for (const [index, { handle, team }] of aliases.entries()) {
    if (!slugs.has(team)) return `body.aliases.${index}.team: there is no team with the slug ${team}.`
    if (seen.has(handle)) return `body.aliases.${index}.handle: ${handle} is said twice.`
    seen.add(handle)
  }
  return null
}

/** Thousands of names may stand beside the one that changed: the audit tells that one. */
function changedNames(before: readonly TeamAlias[], after: readonly TeamAlias[]) {
  const said = ({ handle, team }: TeamAlias) => `${handle} → ${team}`
  const [old, now] = [new Set(before.map(said)), new Set(after.map(said))]
  return {
    namesAdded: [...now].filter((name) => !old.has(name)),
    namesRemoved: [...old].filter((name) => !now.has(name)),
  }
}
