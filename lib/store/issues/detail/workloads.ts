import sql from 'sql-template-tag'
import type { Environment } from '../../../domain/risk-context.ts'
import type { ContainerFacts } from '../../../domain/workload-facts.ts'
import type { Db } from '../../database.ts'

export const MAX_WORKLOADS = 100

export interface StoredAffectedWorkload {
  id: number
  cluster: string
  environment: Environment | null
  namespace: string
  kind: string
  name: string
  replicas: number | null
  hostNetwork: boolean | null
  hostPid: boolean | null
  hostIpc: boolean | null
  writableHostPaths: string[]
  secrets: string[]
  lastAlertAt: Date | null
  brokeGlassAt: Date | null
  /** Its containers that hold the issue: those of the image, or all. */
  containers: (ContainerFacts & { digest: string | null; affected: boolean | null })[]
  total: number
}

/**
 * The workloads where an issue bites: the one it is about, or those that run the image now, affected versions first. A
 * container is affected when the issue is seen in its very version; null where the version is not known.
 */
export function affectedWorkloads(
  db: Db,
  { issueId, imageId, workloadId }: { issueId: number; imageId: number | null; workloadId: number | null },
): Promise<StoredAffectedWorkload[]> {
  return db.query<StoredAffectedWorkload>(sql`
    SELECT w.id, c.name AS cluster, c.environment, w.namespace, w.kind, w.name, w.replicas,
      w.host_network AS "hostNetwork", w.host_pid AS "hostPid", w.host_ipc AS "hostIpc",
      w.writable_host_paths AS "writableHostPaths", w.secrets, w.last_alert_at AS "lastAlertAt",
      w.broke_glass_at AS "brokeGlassAt", k.containers, count(*) OVER () AS total
    FROM workload w
    JOIN cluster c ON c.id = w.cluster_id
    CROSS JOIN LATERAL (
      SELECT COALESCE(json_agg(json_build_object('name', k.name, 'type', k.type, 'image', k.image_ref,
          'privileged', k.privileged, 'runsAsRoot', k.runs_as_root, 'readOnlyRootFilesystem', k.read_only_root_filesystem,
          'allowPrivilegeEscalation', k.allow_privilege_escalation, 'capabilitiesAdded', k.capabilities_added,
          'capabilitiesDropped', k.capabilities_dropped, 'writableMounts', k.writable_mounts, 'digest', v.digest, 'affected', a.affected)
          ORDER BY k.type, k.name), '[]') AS containers,
        bool_or(a.affected) AS affected
      FROM workload_container k
      LEFT JOIN image_version v ON v.id = k.image_version_id
      CROSS JOIN LATERAL (
        SELECT CASE WHEN ${workloadId}::bigint IS NOT NULL THEN true WHEN k.image_version_id IS NOT NULL THEN EXISTS (
          SELECT FROM sighting s JOIN scope p ON p.id = s.scope_id
          WHERE s.issue_id = ${issueId} AND s.ended_at IS NULL AND p.image_version_id = k.image_version_id
        ) END AS affected
      ) a
      WHERE k.workload_id = w.id AND (${workloadId}::bigint IS NOT NULL OR k.image_id = ${imageId}::bigint)
    ) k
    WHERE w.gone_at IS NULL AND w.id = ANY (
      SELECT ${workloadId}::bigint WHERE ${workloadId}::bigint IS NOT NULL
      UNION SELECT workload_id FROM workload_container WHERE ${workloadId}::bigint IS NULL AND image_id = ${imageId}::bigint)
    ORDER BY k.affected DESC NULLS LAST, c.environment = 'production' DESC NULLS LAST, w.namespace, w.name, w.id
    LIMIT ${MAX_WORKLOADS}`)
}
