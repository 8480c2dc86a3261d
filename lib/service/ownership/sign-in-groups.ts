import { config } from '../../config.ts'
import type { SignInGroups } from '../../contract/ownership.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { type Db, database } from '../../store/database.ts'
import { claimVersion, ownershipSet } from '../../store/ownership/set.ts'
import { replaceSignInGroups, type SignInGroup, signInGroups } from '../../store/ownership/sign-in-groups.ts'
import { teamNamesOf } from '../../store/ownership/team-names.ts'

export async function getSignInGroups(actor: Actor): Promise<Result<SignInGroups>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  return ok(await groupsNow(database()))
}

/** Says which teams groups mean: it decides what people see, so it takes who manages people. */
export async function saveSignInGroups(
  actor: Actor,
  { version, groups }: { version: number; groups: readonly SignInGroup[] },
): Promise<Result<SignInGroups>> {
  const refused = refusal(actor, 'user.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const { slugs } = await teamNamesOf(tx)
    const stranger = groups.findIndex(({ team }) => !slugs.has(team))
    if (stranger >= 0)
      return err('invalid', `body.groups.${stranger}.team: there is no team with the slug ${groups[stranger]?.team}.`)
    const by = actor.type === 'user' ? actor.id : null
    if (!(await claimVersion(tx, 'groups', version, by, new Date()))) {
      const { version: currentVersion, updatedBy } = await ownershipSet(tx, 'groups')
      return err(
        'conflict',
        `${updatedBy ?? 'Somebody'} saved the groups meanwhile. Read them again and repeat your change.`,
        { currentVersion },
      )
    }
    await replaceSignInGroups(tx, groups)
    const data = { version: version + 1, groups }
    await appendAudit(tx, actor, { action: 'sign-in-groups.save', targetType: 'ownership', targetId: 'groups', data })
    return ok(await groupsNow(tx))
  })
}

async function groupsNow(db: Db): Promise<SignInGroups> {
  const { version, updatedAt, updatedBy } = await ownershipSet(db, 'groups')
  return {
    version,
    groups: await signInGroups(db),
    claim: config.oidc ? (config.oidc.teamClaim ?? config.oidc.roleClaim) : null,
    slugs: config.oidc !== null && config.oidc.teamClaim !== null,
    updatedAt: updatedAt?.toISOString() ?? null,
    updatedBy,
  }
}
