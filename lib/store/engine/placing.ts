import sql from 'sql-template-tag'
import type { RiskWorkload } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

/** A container as it runs: of which image and version (null: not told yet), and since when. */
export type PlacedContainer = RiskWorkload['containers'][number] & {
  imageId: number | null
  imageVersionId: number | null
  since: string | null
}

export interface PlacedWorkload extends RiskWorkload {
  id: number
  clusterId: number
  containers: PlacedContainer[]
  labels: Record<string, string>
  annotations: Record<string, string>
}

/** The workloads that run these images, or are named, with what risk and ownership read of them; the oldest first. */
export function workloadsOf(
  tx: Db,
  imageIds: readonly number[],
  workloadIds: readonly number[],
): Promise<PlacedWorkload[]> {
  return tx.query(sql`
    SELECT w.id, w.cluster_id AS "clusterId", w.namespace, w.name, w.replicas, COALESCE(w.host_network, false) AS "hostNetwork",
      COALESCE(w.host_pid, false) AS "hostPid", COALESCE(w.host_ipc, false) AS "hostIpc", w.secrets, cl.name AS cluster,
      cl.environment, NULL AS exposed, NULL AS isolated, w.writable_host_paths AS "writableHostPaths",
      NULL AS "serviceAccountPower", to_char(w.last_alert_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastAlertAt",
      to_char(w.broke_glass_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "brokeGlassAt",
      w.labels, w.annotations,
      (SELECT COALESCE(json_agg(json_build_object('name', c.name, 'type', c.type, 'privileged', c.privileged,
          'runsAsRoot', c.runs_as_root, 'readOnlyRootFilesystem', c.read_only_root_filesystem,
          'allowPrivilegeEscalation', c.allow_privilege_escalation, 'capabilitiesAdded', c.capabilities_added,
          'capabilitiesDropped', c.capabilities_dropped, 'writableMounts', c.writable_mounts, 'imageId', c.image_id, 'imageVersionId', c.image_version_id,
          'since', to_char(d.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]')
        FROM workload_container c
        LEFT JOIN deployment_span d ON d.workload_id = c.workload_id AND d.image_ref = c.image_ref AND d.ended_at IS NULL
        WHERE c.workload_id = w.id) AS containers
    FROM workload w JOIN cluster cl ON cl.id = w.cluster_id
    WHERE w.gone_at IS NULL AND (w.id = ANY(${workloadIds}::bigint[])
      OR w.id IN (SELECT workload_id FROM workload_container WHERE image_id = ANY(${imageIds}::bigint[])))
    ORDER BY w.first_seen_at, w.id`)
}

/** Whether anything has ever told what runs. */
export async function inventoryKnown(tx: Db): Promise<boolean> {
  const [row] = await tx.query<{ known: boolean }>(sql`SELECT EXISTS (SELECT FROM deployment_span) AS known`)
  return row?.known ?? false
}

/** A team that a label names for the first time. */
export async function createTeam(tx: Db, slug: string): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO team (slug, name) VALUES (${slug}, ${slug}) ON CONFLICT (slug) DO UPDATE SET slug = EXCLUDED.slug RETURNING id`)
  return row!.id
}
