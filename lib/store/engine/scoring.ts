import sql from 'sql-template-tag'
import type { IssueKind } from '../../domain/observation.ts'
import type { OwnershipRule } from '../../domain/ownership.ts'
import type { RiskWorkload } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

export interface ScoredIssue {
  id: number
  kind: IssueKind
  imageId: number | null
  workloadId: number | null
  severity: number
  cvssVector: string | null
  cvssScore: number | null
  cwes: string[]
  kevSince: string | null
  epss: number | null
  fixedVersion: string
  running: boolean | null
  risk: number
  teamId: number | null
  ownerBy: string
  purl: string | null
}

/** The open and excepted issues of images and workloads, with what their score and owner are made from. */
export function issuesToScore(
  tx: Db,
  imageIds: readonly number[],
  workloadIds: readonly number[],
): Promise<ScoredIssue[]> {
  return tx.query(sql`
    SELECT i.id, i.kind, i.image_id AS "imageId", i.workload_id AS "workloadId", i.severity, v.cvss_vector AS "cvssVector",
      v.cvss_score AS "cvssScore", COALESCE(v.cwes, '{}') AS cwes, v.kev_since AS "kevSince", v.epss,
      i.fixed_version AS "fixedVersion", i.running, i.risk, i.team_id AS "teamId", i.owner_by AS "ownerBy", p.purl
    FROM issue i LEFT JOIN vulnerability v ON v.id = i.vulnerability_id LEFT JOIN package p ON p.id = i.package_id
    WHERE i.status <> 'closed' AND (i.image_id = ANY(${imageIds}::bigint[]) OR i.workload_id = ANY(${workloadIds}::bigint[]))`)
}

export interface PlacedWorkload extends RiskWorkload {
  id: number
  imageIds: number[]
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
    SELECT w.id, w.namespace, w.name, w.replicas, COALESCE(w.host_network, false) AS "hostNetwork",
      COALESCE(w.host_pid, false) AS "hostPid", COALESCE(w.host_ipc, false) AS "hostIpc", w.secrets, cl.name AS cluster,
      cl.environment, NULL AS exposed, NULL AS isolated, w.writable_host_paths AS "writableHostPaths",
      NULL AS "serviceAccountPower", to_char(w.last_alert_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastAlertAt",
      to_char(w.broke_glass_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "brokeGlassAt",
      w.labels, w.annotations,
      (SELECT COALESCE(json_agg(DISTINCT c.image_id), '[]') FROM workload_container c
        WHERE c.workload_id = w.id AND c.image_id IS NOT NULL) AS "imageIds",
      (SELECT COALESCE(json_agg(json_build_object('name', c.name, 'type', c.type, 'privileged', c.privileged,
        'runsAsRoot', c.runs_as_root, 'readOnlyRootFilesystem', c.read_only_root_filesystem,
        'allowPrivilegeEscalation', c.allow_privilege_escalation, 'capabilitiesAdded', c.capabilities_added,
        'capabilitiesDropped', c.capabilities_dropped)), '[]') FROM workload_container c WHERE c.workload_id = w.id) AS containers
    FROM workload w JOIN cluster cl ON cl.id = w.cluster_id
    WHERE w.gone_at IS NULL AND (w.id = ANY(${workloadIds}::bigint[])
      OR w.id IN (SELECT workload_id FROM deployment_span WHERE ended_at IS NULL AND image_id = ANY(${imageIds}::bigint[])))
    ORDER BY w.first_seen_at, w.id`)
}

export interface ImageOwnership {
  id: number
  repository: string
  labels: Record<string, string>
}

export function imagesOf(tx: Db, imageIds: readonly number[]): Promise<ImageOwnership[]> {
  return tx.query(sql`
    SELECT im.id, im.repository, COALESCE((SELECT labels FROM image_version v WHERE v.image_id = im.id
      ORDER BY first_seen_at DESC, id DESC LIMIT 1), '{}') AS labels
    FROM image im WHERE im.id = ANY(${imageIds}::bigint[])`)
}

export function ownershipRules(tx: Db): Promise<OwnershipRule[]> {
  return tx.query(sql`
    SELECT r.kind, r.pattern, t.slug AS team FROM ownership_rule r JOIN team t ON t.id = r.team_id ORDER BY r.position`)
}

export async function teamIdsBySlug(tx: Db): Promise<Map<string, number>> {
  const rows = await tx.query<{ slug: string; id: number }>(sql`SELECT slug, id FROM team`)
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}

/** A team that a label names for the first time. */
export async function createTeam(tx: Db, slug: string): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO team (slug, name) VALUES (${slug}, ${slug}) ON CONFLICT (slug) DO UPDATE SET slug = EXCLUDED.slug RETURNING id`)
  return row!.id
}

export async function setScores(
  tx: Db,
  rows: readonly { id: number; risk: number; teamId: number | null; ownerBy: string }[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    UPDATE issue i SET risk = s.risk, team_id = s.team_id, owner_by = s.owner_by, scored_at = ${at}
    FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ risk }) => risk)}::smallint[],
      ${rows.map(({ teamId }) => teamId)}::int[], ${rows.map(({ ownerBy }) => ownerBy)}::text[]) AS s (id, risk, team_id, owner_by)
    WHERE i.id = s.id`)
}

export async function setWorkloadTeam(tx: Db, id: number, teamId: number | null, ownerBy: string): Promise<void> {
  await tx.query(sql`
    UPDATE workload SET team_id = ${teamId}, owner_by = ${ownerBy}
    WHERE id = ${id} AND (team_id IS DISTINCT FROM ${teamId} OR owner_by IS DISTINCT FROM ${ownerBy})`)
}
