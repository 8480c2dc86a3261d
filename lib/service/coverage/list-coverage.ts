import type { CoveragePage, CoverageQuery, StageCoverage } from '../../contract/coverage.ts'
import type { Actor } from '../../domain/actor.ts'
import { coverageOf, type StageCoverage as StageFacts } from '../../domain/coverage.ts'
import type { Stage } from '../../domain/observation.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { clusterSources, type StoredClusterSource } from '../../store/coverage/totals.ts'
import { coveredWorkloads, type StoredCovered } from '../../store/coverage/workloads.ts'
import type { Db } from '../../store/database.ts'
import { readDatabase } from '../../store/read-database.ts'
import { containersOf } from '../../store/workloads/containers.ts'
import { pageOfFound } from '../list-page.ts'
import { cursorValuesOf, workloadFilter, workloadKeyOf } from '../workloads/filter.ts'

/** What is known of each workload that runs, by namespace and name. */
export async function listCoverage(actor: Actor, query: CoverageQuery): Promise<Result<CoveragePage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = workloadKeyOf(query.cursor)
  if (!after.ok) return after
  const db = readDatabase()
  const now = new Date()
  const filter = { ...(await workloadFilter(db, actor, query)), gap: query.gap ?? null }
  const found = await coveredWorkloads(db, filter, after.value, query.limit + 1, now)
  const { rows, nextCursor } = pageOfFound(found, query.limit, cursorValuesOf)
  const stages = await stagesOf(db, rows, now)
  return ok({ rows: rows.map(({ factsAt: _, ...row }) => ({ ...row, stages: stages(row.id) })), nextCursor })
}

/** What is known at each stage of these workloads. */
export async function stagesOf(
  db: Db,
  workloads: readonly Pick<StoredCovered, 'id' | 'cluster' | 'factsAt'>[],
  now: Date,
): Promise<(workloadId: number) => Record<Stage, StageCoverage>> {
  const ids = workloads.map(({ id }) => id)
  const [containers, sources] = await Promise.all([containersOf(db, ids), clusterSources(db, now)])
  const byWorkload = Map.groupBy(containers, ({ workloadId }) => workloadId)
  const byId = new Map(workloads.map((workload) => [workload.id, workload]))
  const ofCluster = (kind: StoredClusterSource['kind'], clusterId: number | undefined) =>
    sources.find((source) => source.kind === kind && source.clusterId === clusterId) ?? null
  return (id) => {
    const workload = byId.get(id)
    const { build, deploy, runtime } = coverageOf({
      containers: byWorkload.get(id) ?? [],
      factsAt: workload?.factsAt ?? null,
      gate: ofCluster('admission', workload?.cluster.id),
      sensor: ofCluster('events', workload?.cluster.id),
    })
    return { build: stageView(build), deploy: stageView(deploy), runtime: stageView(runtime) }
  }
}

function stageView({ oldestAt, ...stage }: StageFacts): StageCoverage {
  return { ...stage, oldestAt: oldestAt?.toISOString() ?? null }
}
