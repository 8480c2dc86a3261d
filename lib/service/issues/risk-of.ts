import type { IssueDetail } from '../../contract/issue-detail.ts'
import { scoreRisk } from '../../domain/risk.ts'
import { prepareContext } from '../../domain/risk-context.ts'
import { riskFacts } from '../../domain/risk-facts.ts'
import type { RiskWeights } from '../../domain/risk-weights.ts'
import type { StoredProblem } from '../../store/issues/detail/problem.ts'
import type { StoredAffectedWorkload } from '../../store/issues/detail/workloads.ts'
import type { StoredIssue } from '../../store/issues/rows.ts'

/** The risk with its parts, from the facts as they are stored now; `alertPriority` is the sensor's word for a threat. */
export function riskOf(
  issue: StoredIssue,
  problem: StoredProblem,
  workloads: readonly StoredAffectedWorkload[],
  alertPriority: string | null,
  weights: RiskWeights,
  now: Date,
): IssueDetail['breakdown'] {
  const context = prepareContext(
    {
      deployed: issue.workloadId === null ? issue.running : issue.workloads > 0,
      workloads: workloads
        .map((workload) => ({ ...workload, containers: workload.containers.filter(({ affected }) => affected) }))
        .filter(({ containers }) => issue.workloadId !== null || containers.length > 0)
        .map((workload) => ({
          ...workload,
          hostNetwork: workload.hostNetwork ?? false,
          hostPid: workload.hostPid ?? false,
          hostIpc: workload.hostIpc ?? false,
          exposed: issue.exposed,
          isolated: null,
          serviceAccountPower: null,
          lastAlertAt: workload.lastAlertAt?.toISOString() ?? null,
          brokeGlassAt: workload.brokeGlassAt?.toISOString() ?? null,
        })),
    },
    now,
    weights,
  )
  const { total, parts, unknown } = scoreRisk(
    riskFacts({ ...issue, ...problem, alertPriority }, problem.kevReleasedAt !== null),
    context,
  )
  return { total, parts: parts.map((part) => ({ ...part, lever: part.lever ?? null })), unknown }
}
