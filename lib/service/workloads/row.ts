import type { WorkloadRow } from '../../contract/workloads.ts'
import { loadOf } from '../../domain/load.ts'
import { SEVERITIES, type Severity, severityOfRank } from '../../domain/severity.ts'
import type { StoredBurden } from '../../store/workloads/burden.ts'
import type { StoredContainer } from '../../store/workloads/containers.ts'
import type { StoredWorkload } from '../../store/workloads/list.ts'

/** A workload as the list shows it, with the open issues and containers that are its own. */
export function workloadRow(
  workload: StoredWorkload,
  burden: StoredBurden | undefined,
  containers: readonly StoredContainer[],
): WorkloadRow {
  const risks = burden?.risks ?? []
  const openIssues = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>
  for (const { severity, issues } of risks) openIssues[severityOfRank(severity)] += issues
  const load = loadOf(risks.flatMap(({ risk, issues }) => Array<number>(issues).fill(risk)))
  const scans = containers.flatMap(({ scannedAt }) => scannedAt?.toISOString() ?? [])
  return {
    id: workload.id,
    cluster: workload.cluster,
    namespace: workload.namespace,
    kind: workload.kind,
    name: workload.name,
    team: workload.team,
    replicas: workload.replicas,
    openIssues,
    maxRisk: risks.length > 0 ? Math.max(...risks.map(({ risk }) => risk)) : null,
    load: Math.round(load * 10) / 10,
    coverage: { containers: containers.length, scanned: scans.length, oldestScanAt: scans.sort()[0] ?? null },
    lastAlertAt: workload.lastAlertAt?.toISOString() ?? null,
    brokeGlassAt: workload.brokeGlassAt?.toISOString() ?? null,
    lastSeenAt: workload.lastSeenAt.toISOString(),
    goneAt: workload.goneAt?.toISOString() ?? null,
  }
}
