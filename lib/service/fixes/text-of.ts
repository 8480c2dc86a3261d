import { type BaseFixFacts, baseFix } from '../../domain/fix/base-fix.ts'
import { configurationFix } from '../../domain/fix/configuration-fix.ts'
import { packageFix } from '../../domain/fix/package-fix.ts'
import { removalFix } from '../../domain/fix/removal-fix.ts'
import { secretFix } from '../../domain/fix/secret-fix.ts'
import type { FixText } from '../../domain/fix/text.ts'
import { toolOf } from '../../domain/unneeded-tooling.ts'
import type { Db } from '../../store/database.ts'
import { basesOfFixes } from '../../store/fixes/bases.ts'
import {
  instructionsOf,
  memberFacts,
  patchedWorkloads,
  type StoredMemberFacts,
  type StoredPatchedWorkload,
  versionOnBase,
} from '../../store/fixes/facts.ts'
import type { StoredFix } from '../../store/fixes/fix.ts'
import { type StoredStatement, statementsOf } from '../../store/fixes/subject.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'
import { knownBase } from './inherited.ts'
import { installedIn, pathsIn } from './statement.ts'

type NamedFix = Pick<StoredFix, 'id' | 'identity'>

/** What fixes say now, by their open members. Those whose members no longer say what to do are left out. */
export async function textsOf(tx: Db, fixes: readonly NamedFix[]): Promise<Map<number, FixText>> {
  const texts = new Map<number, FixText>()
  if (fixes.length === 0) return texts
  const ids = fixes.map(({ id }) => id)
  const members = Map.groupBy(await memberFacts(tx, ids), ({ fixId }) => fixId)
  const packages = fixes.filter(({ identity }) => identity.kind === 'package')
  const said = await packageFacts(
    tx,
    packages.flatMap(({ id }) => members.get(id) ?? []),
  )
  for (const { id, identity } of fixes) {
    const own = members.get(id) ?? []
    const text = own[0] ? await textOf(tx, identity, own[0], own, said) : null
    if (text) texts.set(id, text)
  }
  return texts
}

async function textOf(
  tx: Db,
  identity: StoredFix['identity'],
  first: StoredMemberFacts,
  members: readonly StoredMemberFacts[],
  said: PackageFacts,
): Promise<FixText | null> {
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
      return packageText(first, members, said)
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

/** What scans say of the issues of upgrades, and which base brings in all issues of one. */
interface PackageFacts {
  statements: ReadonlyMap<number, StoredStatement[]>
  bases: ReadonlyMap<number, string>
}

/** Upgrades are most of all fixes, so what they rest on is read for many at once. */
async function packageFacts(tx: Db, members: readonly StoredMemberFacts[]): Promise<PackageFacts> {
  if (members.length === 0) return { statements: new Map(), bases: new Map() }
  const ofImages = members.filter(({ subjectType }) => subjectType === 'image')
  const statements = await statementsOf(
    tx,
    members.map(({ issueId }) => issueId),
  )
  return {
    statements: Map.groupBy(statements, ({ issueId }) => issueId),
    bases: await basesOfFixes(
      tx,
      ofImages.map(({ fixId, subjectId, issueId }) => ({ fixId, imageId: subjectId, issueId })),
    ),
  }
}

function packageText(
  first: StoredMemberFacts,
  members: readonly StoredMemberFacts[],
  { statements, bases }: PackageFacts,
): FixText | null {
  const type = first.subjectType === 'repository' ? 'repository' : 'image'
  return packageFix({
    package: { name: first.packageName ?? '', type: first.packageType ?? '' },
    subject: { type, id: first.subjectId, name: first.subjectName },
    issues: members.map(({ issueId }) => {
      const own = statements.get(issueId) ?? []
      return {
        fixed: own.flatMap(({ fixed }) => fixed ?? []),
        installed: own.flatMap(installedIn),
        paths: own.flatMap(pathsIn),
      }
    }),
    base: bases.get(first.fixId) ?? null,
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
