import type { WorkloadRow } from '../../contract/workloads.ts'
import { loadOfWeight } from '../../domain/load.ts'
import type { LoadLine } from '../../domain/load-line.ts'
import { SEVERITIES, type Severity, severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { currentLines } from '../../store/load/lines.ts'
import { loadsOfWorkloads } from '../../store/load/of.ts'
import { burdenOf, type StoredBurden } from '../../store/workloads/burden.ts'
import { containersOf, type StoredContainer } from '../../store/workloads/containers.ts'
import type { StoredWorkload } from '../../store/workloads/list.ts'
import { lineReading } from '../load/line-reading.ts'

/** Workloads as the list shows them, in the same order. */
export async function workloadRows(db: Db, workloads: readonly StoredWorkload[]): Promise<WorkloadRow[]> {
  const ids = workloads.map(({ id }) => id)
  const [burdens, containers, loads, lines] = await Promise.all([
    burdenOf(db, ids),
    containersOf(db, ids),
    loadsOfWorkloads(db, ids),
    currentLines(db),
  ])
  const burdensById = Map.groupBy(burdens, ({ workloadId }) => workloadId)
  const containersById = Map.groupBy(containers, ({ workloadId }) => workloadId)
  const weightById = new Map(loads.map(({ id, weight }) => [id, weight]))
  return workloads.map((workload) =>
    workloadRow(workload, {
      burdens: burdensById.get(workload.id) ?? [],
      containers: containersById.get(workload.id) ?? [],
      weight: weightById.get(workload.id) ?? 0,
      lines,
    }),
  )
}

interface Carried {
  burdens: readonly StoredBurden[]
  containers: readonly StoredContainer[]
  weight: number
  lines: readonly LoadLine[]
}

function workloadRow(workload: StoredWorkload, { burdens, containers, weight, lines }: Carried): WorkloadRow {
  const openIssues = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>
  for (const { severity, issues } of burdens) openIssues[severityOfRank(severity)] += issues
  const scans = containers.flatMap(({ scannedAt }) => scannedAt?.toISOString() ?? [])
  const { environment } = workload.cluster
  return {
    id: workload.id,
    cluster: workload.cluster,
    namespace: workload.namespace,
    kind: workload.kind,
    name: workload.name,
    team: workload.team,
    replicas: workload.replicas,
    openIssues,
    maxRisk: burdens.length > 0 ? Math.max(...burdens.map(({ maxRisk }) => maxRisk)) : null,
    load: loadOfWeight(weight),
    loadLine: lineReading({ kind: 'workload', environment, teamId: workload.team?.id ?? null }, weight, lines),
    coverage: { containers: containers.length, scanned: scans.length, oldestScanAt: scans.sort()[0] ?? null },
    lastAlertAt: workload.lastAlertAt?.toISOString() ?? null,
    brokeGlassAt: workload.brokeGlassAt?.toISOString() ?? null,
    lastSeenAt: workload.lastSeenAt.toISOString(),
    goneAt: workload.goneAt?.toISOString() ?? null,
  }
}
