import type { IssueDetail } from '../../contract/issue-detail.ts'
import { issueChange } from '../../domain/fix/issue-change.ts'
import { typeOfPurl } from '../../domain/fix/version-jump.ts'
import type { StoredProblem } from '../../store/issues/detail/problem.ts'
import type { StoredSighting } from '../../store/issues/detail/sightings.ts'
import type { StoredAffectedWorkload } from '../../store/issues/detail/workloads.ts'
import type { StoredIssue } from '../../store/issues/rows.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'
import { textIn } from './detail-rows.ts'

/** What closes an issue that is in no fix: one that is set aside, or of which no known change closes all. */
export function changeOf(
  { kind, rule, place, workloadId }: StoredIssue,
  problem: StoredProblem,
  sightings: readonly StoredSighting[],
  workload: StoredAffectedWorkload | null,
): IssueDetail['fixChange'] {
  const active = sightings.filter(({ endedAt }) => endedAt === null)
  const told = (key: string) => active.flatMap(({ detail }) => textIn(detail, key) ?? [])
  return issueChange({
    kind,
    remediation: problem.remediation,
    check: canonicalChecks().find(({ id }) => id === rule) ?? null,
    package: problem.packageName === null ? null : { name: problem.packageName, type: typeOfPurl(problem.purl ?? '') },
    installed: told('installedVersion'),
    fixed: told('fixedVersion'),
    place: place || (told('path')[0] ?? ''),
    workload: workloadId === null ? null : workload,
  })
}
