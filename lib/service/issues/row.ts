import type { IssueRow } from '../../contract/issues.ts'
import { severityOfRank } from '../../domain/severity.ts'
import { slaState } from '../../domain/sla.ts'
import { stagesOfMask } from '../../store/issues/cell.ts'
import type { StoredIssue } from '../../store/issues/rows.ts'

/** A stored issue as the queue shows it. */
export function issueRow(issue: StoredIssue, now: Date): IssueRow {
  const dueAt = issue.dueAt?.toISOString() ?? null
  return {
    id: issue.id,
    kind: issue.kind,
    title: titleOf(issue),
    where: whereOf(issue),
    severity: severityOfRank(issue.severity),
    risk: issue.risk,
    stages: stagesOfMask(issue.stages),
    status: issue.status,
    team: issue.team,
    assignee: issue.assignee,
    openedAt: issue.openedAt.toISOString(),
    dueAt,
    slaState: issue.status === 'open' ? slaState(dueAt, now) : 'none',
    fix: { available: issue.fixedVersion !== '', version: issue.fixedVersion || null },
    kev: issue.kev,
    running: issue.running,
    exposed: issue.exposed,
    workloads: issue.workloads,
    version: issue.version,
  }
}

/** `CVE-2021-44228 in log4j-core`, or the title of the rule that was broken. */
function titleOf(issue: StoredIssue): string {
  if (issue.vulnerability !== null) return `${issue.vulnerability} in ${issue.package}`
  return issue.ruleTitle || issue.rule || issue.key
}

function whereOf(issue: StoredIssue): IssueRow['where'] {
  const detail = issue.place
  if (issue.workloadId !== null) return { type: 'workload', id: issue.workloadId, label: issue.workload ?? '', detail }
  if (issue.imageId !== null) return { type: 'image', id: issue.imageId, label: issue.image ?? '', detail }
  if (issue.repositoryId !== null)
    return { type: 'repository', id: issue.repositoryId, label: issue.repository ?? '', detail }
  return { type: 'cluster', id: issue.clusterId ?? 0, label: issue.cluster ?? '', detail }
}
