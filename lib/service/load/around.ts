import type { WorkloadDetail } from '../../contract/workloads.ts'
import { loadOfWeight } from '../../domain/load.ts'
import type { LoadLine, LoadSubject } from '../../domain/load-line.ts'
import type { Db } from '../../store/database.ts'
import { currentLines } from '../../store/load/lines.ts'
import { loadOfNamespace, loadsOfClusters, loadsOfTeams } from '../../store/load/of.ts'
import type { StoredWorkload } from '../../store/workloads/list.ts'
import { lineReading } from './line-reading.ts'

const NOTHING = { weight: 0, issues: 0 }

/** The loads of what a workload is part of. */
export async function loadsAround(
  db: Db,
  { cluster, namespace, team }: StoredWorkload,
): Promise<WorkloadDetail['around']> {
  const [ofNamespace, [ofCluster], [ofTeam], lines] = await Promise.all([
    loadOfNamespace(db, cluster.id, namespace),
    loadsOfClusters(db, [cluster.id]),
    loadsOfTeams(db, team ? [team.id] : []),
    currentLines(db),
  ])
  const { environment } = cluster
  return {
    namespace: carried({ kind: 'namespace', environment, teamId: null }, ofNamespace, lines),
    cluster: carried({ kind: 'cluster', environment, teamId: null }, ofCluster ?? NOTHING, lines),
    team: team ? carried({ kind: 'team', environment: null, teamId: team.id }, ofTeam ?? NOTHING, lines) : null,
  }
}

function carried(subject: LoadSubject, { weight, issues }: typeof NOTHING, lines: readonly LoadLine[]) {
  return { load: loadOfWeight(weight), issues, loadLine: lineReading(subject, weight, lines) }
}
