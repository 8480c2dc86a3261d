import type { IssueRow } from '../../contract/issues.ts'
import { severityOfRank } from '../../domain/severity.ts'
import { type SlaState, slaState } from '../../domain/sla.ts'
import { stagesOfMask } from '../../store/issues/cell.ts'
import type { StoredIssue } from '../../store/issues/rows.ts'

/** A stored issue as the queue shows it. */
export function issueRow(issue: StoredIssue, now: Date): IssueRow {
  const dueAt = issue.dueAt?.toISOString() ?? null
  return {
    id: issue.id,
    kind: issue.kind,
    title: issueTitle(issue),
    where: whereOf(issue),
    severity: severityOfRank(issue.severity),
    risk: issue.risk,
    stages: stagesOfMask(issue.stages),
    status: issue.status,
    team: issue.team,
    assignee: issue.assignee,
    openedAt: issue.openedAt.toISOString(),
    dueAt,
    slaState: clockState(issue, now),
    clockStoppedAt: issue.status === 'excepted' ? (issue.stoppedAt?.toISOString() ?? null) : null,
    acknowledgedAt: issue.acknowledgedAt?.toISOString() ?? null,
    snoozedUntil: issue.snoozedUntil?.toISOString() ?? null,
    pending: issue.pending && {
      ...issue.pending,
      at: new Date(issue.pending.at).toISOString(),
      until: new Date(issue.pending.until).toISOString(),
    },
    tickets: issue.tickets,
    fix: { available: issue.fixedVersion !== '', version: issue.fixedVersion || null },
    kev: issue.kev,
    running: issue.running,
    exposed: issue.exposed,
    workloads: issue.workloads,
    version: issue.version,
  }
}

/** A dismissed issue is no problem, so no clock is shown of it. */
function clockState({ status, dueAt, soonDays }: StoredIssue, now: Date): SlaState {
  if (status === 'excepted' && dueAt !== null) return 'paused'
  return status === 'open' ? slaState(dueAt?.toISOString() ?? null, now, soonDays) : 'none'
}

/** `CVE-2021-44228 in log4j-core`, or the title of the rule that was broken. */
export function issueTitle(issue: StoredIssue): string {
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
