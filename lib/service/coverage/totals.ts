import type { CoverageTotals } from '../../contract/coverage.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import {
  buildSources,
  buildTotal,
  clusterSources,
  clusterTotals,
  type StoredClusterSource,
  type StoredClusterTotals,
  silentStreams,
} from '../../store/coverage/totals.ts'
import { readDatabase } from '../../store/read-database.ts'
import { SharedReadings } from '../shared-readings.ts'

const readings = new SharedReadings<CoverageTotals>()

/** How much of what runs is known at each stage; of the reader's own teams' and nobody's, where the role is limited to them. */
export async function getCoverage(actor: Actor): Promise<Result<CoverageTotals>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const teamIds = teamLimit(actor, 'workload.read')
  return ok(await readings.share(JSON.stringify(teamIds), () => read(teamIds, new Date())))
}

async function read(teamIds: readonly number[] | null, now: Date): Promise<CoverageTotals> {
  const db = readDatabase()
  const [build, scanners, clusters, sources, silent] = await Promise.all([
    buildTotal(db, teamIds),
    buildSources(db, teamIds),
    clusterTotals(db, teamIds),
    clusterSources(db, now),
    silentStreams(db, now),
  ])
  const gates = firstOf(sources, 'admission')
  const sensors = firstOf(sources, 'events')
  const speaking = (cluster: StoredClusterTotals, of: Map<number, StoredClusterSource>) =>
    of.get(cluster.clusterId)?.silent === false
  const admitted = clusters.filter(({ clusterId }) => gates.get(clusterId)?.silent !== true)
  const sensed = clusters.filter((cluster) => speaking(cluster, sensors))
  const workloads = sum(clusters, ({ workloads }) => workloads)
  return {
    build: {
      ...{ known: build.known, of: build.of, oldestAt: build.oldestAt?.toISOString() ?? null },
      sources: scanners.map((one) => ({ ...one, lastAt: one.lastAt.toISOString() })),
    },
    deploy: {
      known: sum(admitted, (cluster) => cluster.admitted),
      of: workloads,
      oldestAt: earliest(admitted.map(({ oldestAdmittedAt }) => oldestAdmittedAt)),
      sources: sourcesOf(admitted, gates, (cluster) => cluster.admitted),
    },
    runtime: {
      known: sum(sensed, (cluster) => cluster.workloads),
      of: workloads,
      oldestAt: earliest(sensed.map(({ clusterId }) => sensors.get(clusterId)?.lastAt ?? null)),
      sources: sourcesOf(sensed, sensors, (cluster) => cluster.workloads),
    },
    clusters: {
      of: clusters.length,
      gate: clusters.filter((cluster) => speaking(cluster, gates)).length,
      sensor: sensed.length,
    },
    silent,
  }
}

/** Of each cluster the source of a kind that speaks, else the one that did last. */
function firstOf(sources: readonly StoredClusterSource[], kind: StoredClusterSource['kind']) {
  return new Map(
    sources
      .filter((source) => source.kind === kind)
      .toReversed()
      .map((source) => [source.clusterId, source]),
  )
}

function sourcesOf(
  clusters: readonly StoredClusterTotals[],
  sources: ReadonlyMap<number, StoredClusterSource>,
  known: (cluster: StoredClusterTotals) => number,
): CoverageTotals['build']['sources'] {
  const named = clusters.flatMap((cluster) => {
    const source = sources.get(cluster.clusterId)
    return source ? [{ source, known: known(cluster) }] : []
  })
  return [...Map.groupBy(named, ({ source }) => source.source)].map(([source, of]) => ({
    source,
    known: sum(of, (one) => one.known),
    lastAt: new Date(Math.max(...of.map((one) => one.source.lastAt.getTime()))).toISOString(),
  }))
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

function earliest(times: readonly (Date | null)[]): string | null {
  const known = times.flatMap((time) => time?.getTime() ?? [])
  return known.length === 0 ? null : new Date(Math.min(...known)).toISOString()
}
