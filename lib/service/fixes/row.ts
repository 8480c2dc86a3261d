import type { FixRow } from '../../contract/fixes.ts'
import type { FixIdentity } from '../../domain/fix/identity.ts'
import type { ArtefactPlace } from '../../domain/identity.ts'
import type { FixShare, ListedFix } from '../../store/fixes/list.ts'
import { NO_TEAM } from '../../store/fixes/shares.ts'

/** A fix as the list shows it. Of a fix of several teams a reader with a limit sees their own share of what it removes. */
export function fixRow(fix: ListedFix, readable: readonly number[] | null): FixRow {
  const shares = sharesFor(fix, readable)
  const seen = readable === null ? fix.whole : sum(shares)
  const done = fix.endedAt !== null
  const { id, kind, title, status } = fix
  return {
    ...{ id, kind, title, status, where: whereOf(fix.identity) },
    effort: { size: fix.effort, why: fix.effortWhy ?? '' },
    issues: seen.issues,
    fixedIssues: fix.fixedIssues,
    risk: seen.risk,
    load: seen.weight / 1000,
    workloads: done && readable === null ? fix.workloads : seen.workloads,
    teams: shares.flatMap(({ team }) => team ?? []),
    otherTeams: fix.shares.length - shares.length,
    progress: { subjects: fix.subjects, built: fix.built, rolledOut: fix.rolledOut, verified: fix.verified },
    openedAt: fix.openedAt.toISOString(),
    startedAt: fix.startedAt?.toISOString() ?? null,
    startedBy: fix.startedBy,
    endedAt: fix.endedAt?.toISOString() ?? null,
  }
}

function whereOf(identity: FixIdentity): string {
  switch (identity.kind) {
    case 'base-image':
      return identity.base
    case 'removal':
      return identity.image
    case 'package':
      return artefactName(identity.place)
    case 'configuration':
      if ('cluster' in identity.place) return identity.place.cluster
      return 'team' in identity.place ? '' : artefactName(identity.place)
    case 'secret':
      return ''
  }
}

function artefactName(place: ArtefactPlace): string {
  return 'image' in place ? place.image : place.repository
}

export function sharesFor(fix: ListedFix, readable: readonly number[] | null): FixShare[] {
  return fix.shares.filter(({ team }) => readable === null || readable.includes(team?.id ?? NO_TEAM))
}

function sum(shares: readonly FixShare[]): Omit<FixShare, 'team'> {
  const total = { issues: 0, risk: 0, weight: 0, workloads: 0 }
  for (const share of shares) {
    total.issues += share.issues
    total.risk += share.risk
    total.weight += share.weight
    // One workload may hold issues of two teams; the largest share is never too much.
    total.workloads = Math.max(total.workloads, share.workloads)
  }
  return total
}
