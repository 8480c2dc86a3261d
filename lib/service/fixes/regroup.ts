import { assignFixes, type FixableIssue, type FixPlace } from '../../domain/fix/assign.ts'
import { type FixIdentity, fixKey } from '../../domain/fix/identity.ts'
import type { Db } from '../../store/database.ts'
import { type DueSubject, markDependentsDue, markFixesDue } from '../../store/fixes/due.ts'
import {
  ensureFixes,
  fixesOfSubject,
  membersOf,
  noteFixed,
  putIn,
  type StoredMember,
  takeOut,
  type WantedFix,
} from '../../store/fixes/members.ts'
import { openIssuesOf, type StoredFixable, statementsOf, subjectName } from '../../store/fixes/subject.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'
import { inheritedOf } from './inherited.ts'
import { installedIn } from './statement.ts'

/**
 * Groups the open issues of one subject anew and writes what differs: which issue is in which fix, and which was found gone.
 * The fixes that it concerns are due to be counted. Doing it twice changes nothing.
 *
 * @param onlyBase nothing of the subject itself changed: only fixes that gain or lose an issue are concerned, and those of bases
 */
export async function regroup(tx: Db, subject: DueSubject, onlyBase = false): Promise<void> {
  const name = await subjectName(tx, subject)
  if (name === null) return
  const issues = await openIssuesOf(tx, subject)
  const wanted = assignFixes(placeOf(subject, name), await fixables(tx, subject, issues))
  const keys = new Map([...wanted].map(([issueId, identity]) => [issueId, fixKey(identity)]))
  const fixes = wantedFixes(issues, wanted)
  const ids = await ensureFixes(tx, fixes)

  const members = await membersOf(tx, subject)
  const fixOf = (issueId: number) => ids.get(keys.get(issueId) ?? '') ?? null
  const closed = members.filter(({ closeReason }) => closeReason !== null)
  const gone = closed.flatMap((member) => fixedAt(member))
  const goneIds = new Set(gone.map(({ issueId }) => issueId))
  await noteFixed(tx, gone)
  const left = members.filter(({ issueId, fixId }) => !goneIds.has(issueId) && fixOf(issueId) !== fixId)
  await takeOut(tx, left)
  const kept = new Map(members.map(({ issueId, fixId }) => [issueId, fixId]))
  const added = issues.flatMap(({ id, risk, teamId }) => {
    const fixId = fixOf(id)
    return fixId === null || kept.get(id) === fixId ? [] : [{ issueId: id, fixId, risk, teamId }]
  })
  await putIn(tx, added)
  const moved = [...gone, ...left, ...added].map(({ fixId }) => fixId)
  const ofBases = fixes.flatMap(({ kind, key }) => (kind === 'base-image' ? (ids.get(key) ?? []) : []))
  const all = onlyBase ? ofBases : [...ids.values(), ...(await fixesOfSubject(tx, subject))]
  await markFixesDue(tx, [...new Set([...moved, ...all])])
  if (subject.kind === 'image' && !onlyBase) await markDependentsDue(tx, subject.id)
}

/** The fixes that the issues ask for, each once. */
function wantedFixes(issues: readonly StoredFixable[], wanted: ReadonlyMap<number, FixIdentity>): WantedFix[] {
  const fixes = new Map<string, WantedFix>()
  for (const { id, openedAt } of issues) {
    const identity = wanted.get(id)
    if (!identity) continue
    const key = fixKey(identity)
    const known = fixes.get(key)
    fixes.set(key, {
      key,
      kind: identity.kind,
      identity,
      openedAt: known && known.openedAt < openedAt ? known.openedAt : openedAt,
    })
  }
  return [...fixes.values()]
}

/** Only what a scan found gone is the fix's work; what went with its asset, or by a person's word, merely leaves. */
function fixedAt({ issueId, fixId, closeReason, closedAt }: StoredMember) {
  return closeReason === 'fixed' && closedAt ? [{ issueId, fixId, at: closedAt }] : []
}

function placeOf({ kind }: DueSubject, name: string): FixPlace {
  switch (kind) {
    case 'image':
      return { image: name }
    case 'repository':
      return { repository: name }
    case 'cluster':
      return { cluster: name }
    case 'workload':
      return { workload: true }
  }
}

async function fixables(tx: Db, subject: DueSubject, issues: readonly StoredFixable[]): Promise<FixableIssue[]> {
  const vulnerable = issues.filter(({ kind }) => kind === 'vulnerability')
  const statements =
    vulnerable.length > 0
      ? await statementsOf(
          tx,
          vulnerable.map(({ id }) => id),
        )
      : []
  const inherited =
    subject.kind === 'image' && vulnerable.length > 0
      ? await inheritedOf(tx, subject.id, vulnerable, statements)
      : new Map()
  const byIssue = Map.groupBy(statements, ({ issueId }) => issueId)
  const checks = new Set(canonicalChecks().map(({ id }) => id))
  return issues.map(({ id, kind, key, purl, packageName, packageType, rule, remediable, team }) => ({
    ...{ id, kind, key, rule, team },
    package: purl === null ? null : { purl, name: packageName ?? '', type: packageType ?? '' },
    remediable: remediable || checks.has(rule ?? ''),
    fixed: (byIssue.get(id) ?? []).flatMap(({ fixed }) => fixed ?? []),
    installed: (byIssue.get(id) ?? []).flatMap(installedIn),
    inherited: inherited.get(id)?.inherited ?? false,
    base: inherited.get(id)?.base ?? null,
  }))
}
