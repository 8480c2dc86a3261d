import type { SystemActor, TokenActor, TokenKind } from '../../domain/actor.ts'
import { ingestRefusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { clusterIdOfName } from '../../store/clusters/id-of-name.ts'
import { clusterName } from '../../store/clusters/name-of-id.ts'
import { database } from '../../store/database.ts'
import { SharedReadings } from '../shared-readings.ts'

/** The cluster that a delivery speaks for. `id` is null while nobody has named this cluster before; null for none at all. */
export type SenderCluster = { name: string; id: number | null } | null

const REMEMBER_MS = 2_000
const REMEMBER_AT_MOST = 1_000
const remembered = new Map<string, { cluster: SenderCluster; until: number }>()
const readings = new SharedReadings<SenderCluster>()

/** Checks that a token may deliver this kind of data for this cluster. A token for one cluster need not name it. */
export async function senderCluster(
  actor: TokenActor | SystemActor,
  kind: TokenKind,
  name: string | undefined,
): Promise<Result<SenderCluster>> {
  const cluster = await lookUp(actor.type === 'token' ? actor.clusterId : null, name)
  const refused = ingestRefusal(actor, kind, cluster?.id ?? null)
  return refused ?? ok(cluster)
}

async function lookUp(clusterId: number | null, name: string | undefined): Promise<SenderCluster> {
  if (name === undefined && clusterId === null) return null
  const key = name === undefined ? `#${clusterId}` : `=${name}`
  const known = remembered.get(key)
  if (known && known.until > Date.now()) return known.cluster
  return readings.share(key, async () => {
    const cluster = await read(clusterId, name)
    if (remembered.size >= REMEMBER_AT_MOST) remembered.clear()
    if (cluster?.id != null) remembered.set(key, { cluster, until: Date.now() + REMEMBER_MS })
    return cluster
  })
}

async function read(clusterId: number | null, name: string | undefined): Promise<SenderCluster> {
  const db = database()
  if (name !== undefined) return { name, id: await clusterIdOfName(db, name) }
  const own = clusterId === null ? null : await clusterName(db, clusterId)
  return own === null ? null : { name: own, id: clusterId }
}
