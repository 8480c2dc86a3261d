import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { type StoredWorkload, WORKLOAD_COLUMNS } from './list.ts'

export interface StoredWorkloadDetail extends StoredWorkload {
  labels: Record<string, string>
  annotations: Record<string, string>
  serviceAccount: string | null
  automountServiceAccountToken: boolean | null
  hostNetwork: boolean | null
  hostPid: boolean | null
  hostIpc: boolean | null
  writableHostPaths: string[]
  secrets: string[]
  factsAt: Date | null
  firstSeenAt: Date
  ownerBy: string | null
}

export async function workloadById(db: Db, id: number): Promise<StoredWorkloadDetail | null> {
  const [row] = await db.query<StoredWorkloadDetail>(sql`
    SELECT ${WORKLOAD_COLUMNS}, w.labels, w.annotations, w.service_account AS "serviceAccount",
      w.automount_service_account_token AS "automountServiceAccountToken", w.host_network AS "hostNetwork",
      w.host_pid AS "hostPid", w.host_ipc AS "hostIpc", w.writable_host_paths AS "writableHostPaths", w.secrets,
      w.facts_at AS "factsAt", w.first_seen_at AS "firstSeenAt", w.owner_by AS "ownerBy"
    FROM workload w
    JOIN cluster c ON c.id = w.cluster_id
    LEFT JOIN team t ON t.id = w.team_id
    WHERE w.id = ${id}`)
  return row ?? null
}
