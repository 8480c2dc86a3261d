import { type BaseFixFacts, baseFix } from '../../domain/fix/base-fix.ts'
import { configurationFix } from '../../domain/fix/configuration-fix.ts'
import { packageFix } from '../../domain/fix/package-fix.ts'
import { removalFix } from '../../domain/fix/removal-fix.ts'
import { secretFix } from '../../domain/fix/secret-fix.ts'
import type { FixText } from '../../domain/fix/text.ts'
import { toolOf } from '../../domain/unneeded-tooling.ts'
import type { Db } from '../../store/database.ts'
import { baseOfIssues } from '../../store/fixes/bases.ts'
import {
  instructionsOf,
  memberFacts,
  patchedWorkloads,
  type StoredMemberFacts,
  type StoredPatchedWorkload,
  versionOnBase,
} from '../../store/fixes/facts.ts'
import type { StoredFix } from '../../store/fixes/fix.ts'
import { statementsOf } from '../../store/fixes/subject.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'
import { knownBase } from './inherited.ts'
import { installedIn, pathsIn } from './statement.ts'

/** What a fix says now, by its open members. Null when they no longer say what to do. */
export async function textOf(tx: Db, { id, identity }: Pick<StoredFix, 'id' | 'identity'>): Promise<FixText | null> {
  const members = await memberFacts(tx, id)
  const [first] = members
  if (!first) return null
  switch (identity.kind) {
    case 'base-image':
      return baseText(tx, identity.base, members)
    case 'removal': {
      const tool = toolOf({ name: first.packageName ?? '', type: first.packageType ?? '' })
      if (!tool) return null
      const packages = members.map(({ packageName, packageType }) => ({
        name: packageName ?? '',
        type: packageType ?? '',
      }))
      const instructions = await instructionsOf(tx, first.subjectId)
      const installs = (text: string) => packages.some(({ name }) => text.split(/[\s=]+/).includes(name))
      return removalFix({
        ...tool,
        image: { id: first.subjectId, name: first.subjectName },
        packages,
        instruction: instructions.find(installs) ?? null,
      })
    }
    case 'package':
      return packageText(tx, first, members)
    case 'configuration':
      return configurationText(tx, first, members)
    case 'secret':
      return secretFix({
        title: first.ruleTitle || first.rule || 'secret',
        places: members.map(({ subjectType, subjectId, subjectName, place }) => ({
          subject: { type: subjectType, id: subjectId, name: subjectName },
          path: place,
        })),
      })
  }
}

async function baseText(tx: Db, base: string, members: readonly StoredMemberFacts[]): Promise<FixText | null> {
  const images = [...new Set(members.map(({ subjectId }) => subjectId))]
  const version = await versionOnBase(tx, base, images)
  const known = version && (await knownBase(tx, version))
  if (!known?.choice) return null
  const facts: BaseFixFacts = {
    base,
    choice: known.choice,
    issuesNow: known.inUse?.issues ?? null,
    images: images.length,
  }
  return baseFix(facts)
}

async function packageText(
  tx: Db,
  first: StoredMemberFacts,
  members: readonly StoredMemberFacts[],
): Promise<FixText | null> {
  const ids = members.map(({ issueId }) => issueId)
  const byIssue = Map.groupBy(await statementsOf(tx, ids), ({ issueId }) => issueId)
  const type = first.subjectType === 'repository' ? 'repository' : 'image'
  return packageFix({
    package: { name: first.packageName ?? '', type: first.packageType ?? '' },
    subject: { type, id: first.subjectId, name: first.subjectName },
    issues: ids.map((id) => ({
      fixed: (byIssue.get(id) ?? []).flatMap(({ fixed }) => fixed ?? []),
      installed: (byIssue.get(id) ?? []).flatMap(installedIn),
      paths: (byIssue.get(id) ?? []).flatMap(pathsIn),
    })),
    base: type === 'image' ? await baseOfIssues(tx, first.subjectId, ids) : null,
  })
}

async function configurationText(
  tx: Db,
  first: StoredMemberFacts,
  members: readonly StoredMemberFacts[],
): Promise<FixText> {
  const rule = first.rule ?? ''
  const workloadIds = members.flatMap(({ subjectType, subjectId }) => (subjectType === 'workload' ? subjectId : []))
  const workloads = new Map((await patchedWorkloads(tx, [...new Set(workloadIds)])).map((one) => [one.id, one]))
  return configurationFix({
    rule,
    title: first.ruleTitle || rule,
    remediation: first.remediation ?? '',
    check: canonicalChecks().find(({ id }) => id === rule) ?? null,
    places: members.map(({ subjectType, subjectId, subjectName, place }) => {
      const workload = subjectType === 'workload' ? workloads.get(subjectId) : undefined
      return {
        subject: { type: subjectType, id: subjectId, name: subjectName },
        detail: workload ? '' : place,
        workload: workload ? { ...workload, containers: concerned(rule, workload.containers) } : null,
      }
    }),
  })
}

/** The containers that a rule is about, where the inventory tells; else all of them. */
function concerned(rule: string, containers: StoredPatchedWorkload['containers']): StoredPatchedWorkload['containers'] {
  const test = BROKEN_BY[rule]
  const broken = test ? containers.filter(test) : []
  return broken.length > 0 ? broken : containers
}

const BROKEN_BY: Readonly<Record<string, (container: StoredPatchedWorkload['containers'][number]) => boolean>> = {
  'privileged-container': ({ privileged }) => privileged === true,
  'writable-root-filesystem': ({ readOnlyRootFilesystem }) => readOnlyRootFilesystem !== true,
  'privilege-escalation': ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false,
}
