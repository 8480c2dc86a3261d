import type { Cluster } from '../../contract/clusters.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import * as store from '../../store/clusters/list.ts'
import { setEnvironment } from '../../store/clusters/set-environment.ts'
import { database } from '../../store/database.ts'

function clusterOf(row: store.ClusterRow): Cluster {
  return { ...row, createdAt: row.createdAt.toISOString() }
}

export async function listClusters(actor: Actor): Promise<Result<{ rows: Cluster[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  return ok({ rows: (await store.listClusters(database())).map(clusterOf) })
}

export async function updateCluster(
  actor: Actor,
  id: number,
  environment: Cluster['environment'],
): Promise<Result<Cluster>> {
  const refused = refusal(actor, 'cluster.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    await setEnvironment(tx, id, environment)
    const row = await store.clusterById(tx, id)
    if (!row) return err('not-found', 'There is no such cluster.')
    const data = { environment }
    await appendAudit(tx, actor, { action: 'cluster.update', targetType: 'cluster', targetId: id, data })
    return ok(clusterOf(row))
  })
}
