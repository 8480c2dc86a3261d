import sql from 'sql-template-tag'
import type { ContainerFacts, WorkloadFacts } from '../../domain/workload-facts.ts'
import type { Db } from '../database.ts'

export interface WaitingDecision {
  id: string
  clusterId: number
  cluster: string
  at: Date
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  dryRun: boolean
  verdict: 'allow' | 'warn' | 'deny'
  breakGlass: string | null
  facts: (WorkloadFacts & { ownedBy?: { kind: string; name: string } | null; subResource?: string | null }) | null
  attempts: number
}

/** The oldest decisions that the inventory does not hold yet. */
export function waitingDecisions(tx: Db, limit: number): Promise<WaitingDecision[]> {
  return tx.query(sql`
    SELECT d.id, d.cluster_id AS "clusterId", c.name AS cluster, d.at, d.operation, d.dry_run AS "dryRun", d.verdict,
      d.break_glass AS "breakGlass", d.facts, d.attempts
    FROM decision d JOIN cluster c ON c.id = d.cluster_id
    WHERE d.applied_at IS NULL AND d.problem_message IS NULL ORDER BY d.at, d.id LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED`)
}

export async function markApplied(tx: Db, id: string, workloadId: number | null): Promise<void> {
  await tx.query(sql`
    UPDATE decision SET applied_at = now(), workload_id = ${workloadId},
      team_id = (SELECT team_id FROM workload WHERE id = ${workloadId}) WHERE id = ${id}`)
}

/** Gives the decisions of a workload its team, once that is known. */
export async function giveTeamToDecisions(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.query(sql`
    UPDATE decision d SET team_id = w.team_id FROM workload w
    WHERE d.workload_id = w.id AND d.id = ANY(${ids}::uuid[]) AND d.team_id IS DISTINCT FROM w.team_id`)
}

/** Counts a failed attempt; after the third the decision is passed by with the reason. */
export async function countFailure(db: Db, id: string, message: string): Promise<void> {
  await db.query(sql`
    UPDATE decision SET attempts = attempts + 1, problem_message = CASE WHEN attempts >= 2 THEN ${message} END
    WHERE id = ${id} AND applied_at IS NULL`)
}

export async function setFacts(tx: Db, id: number, facts: WorkloadFacts, at: Date, brokeGlass: boolean): Promise<void> {
  await tx.query(sql`
    UPDATE workload SET labels = ${JSON.stringify(facts.labels)}::jsonb, annotations = ${JSON.stringify(facts.annotations)}::jsonb,
      replicas = ${facts.replicas}, service_account = ${facts.serviceAccount},
      automount_service_account_token = ${facts.automountServiceAccountToken}, host_network = ${facts.hostNetwork},
      host_pid = ${facts.hostPid}, host_ipc = ${facts.hostIpc}, writable_host_paths = ${facts.writableHostPaths},
      secrets = ${facts.secrets}, facts_at = ${at}, gone_at = NULL,
      broke_glass_at = CASE WHEN ${brokeGlass} THEN ${at}::timestamptz ELSE broke_glass_at END
    WHERE id = ${id}`)
}

export interface PlacedContainer extends ContainerFacts {
  imageId: number
  imageVersionId: number | null
}

/** Replaces a workload's containers and dates what ran: a stay goes on while the reference still names the same version. */
export async function setContainers(
  tx: Db,
  id: number,
  containers: readonly PlacedContainer[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(containers)
  await tx.query(sql`DELETE FROM workload_container WHERE workload_id = ${id}`)
  await tx.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id, privileged, runs_as_root,
      read_only_root_filesystem, allow_privilege_escalation, capabilities_added, capabilities_dropped, writable_mounts)
    SELECT ${id}, c.name, c.type, c.image, c."imageId", c."imageVersionId", c.privileged, c."runsAsRoot",
      c."readOnlyRootFilesystem", c."allowPrivilegeEscalation", c."capabilitiesAdded", c."capabilitiesDropped", c."writableMounts"
    FROM json_to_recordset(${rows}::json) AS c (name text, type text, image text, "imageId" bigint, "imageVersionId" bigint,
      privileged boolean, "runsAsRoot" boolean, "readOnlyRootFilesystem" boolean, "allowPrivilegeEscalation" boolean,
      "capabilitiesAdded" text[], "capabilitiesDropped" text[], "writableMounts" jsonb)
    ON CONFLICT DO NOTHING`)
  await tx.query(sql`
    UPDATE deployment_span d SET ended_at = GREATEST(${at}, d.started_at), ended_by = 'replaced'
    WHERE d.workload_id = ${id} AND d.ended_at IS NULL AND NOT EXISTS (
      SELECT FROM workload_container c WHERE c.workload_id = ${id} AND c.image_ref = d.image_ref
        AND COALESCE(c.image_version_id, d.image_version_id, 0) = COALESCE(d.image_version_id, c.image_version_id, 0))`)
  await tx.query(sql`
    INSERT INTO deployment_span (workload_id, image_id, image_version_id, image_ref, started_at)
    SELECT DISTINCT ON (c.image_ref) ${id}, c.image_id, c.image_version_id, c.image_ref, ${at}::timestamptz FROM workload_container c
    WHERE c.workload_id = ${id} AND c.image_id IS NOT NULL
    ON CONFLICT (workload_id, image_ref) WHERE ended_at IS NULL
    DO UPDATE SET image_version_id = EXCLUDED.image_version_id WHERE deployment_span.image_version_id IS NULL`)
}

/** The workload of that name, if something newer than this time is known of it already: decisions may come late. */
export async function workloadKnownSince(
  tx: Db,
  clusterId: number,
  { namespace, kind, name }: Pick<WorkloadFacts, 'namespace' | 'kind' | 'name'>,
  at: Date,
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    SELECT id FROM workload WHERE cluster_id = ${clusterId} AND namespace = ${namespace} AND kind = ${kind} AND name = ${name}
      AND GREATEST(facts_at, gone_at) > ${at}`)
  return row?.id ?? null
}

/** The workload of that name, which is gone from now on: its stays and its own sightings end. Null when it was not there. */
export async function removeWorkload(
  tx: Db,
  clusterId: number,
  namespace: string,
  kind: string,
  name: string,
  at: Date,
): Promise<{ id: number; ended: number[] } | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    UPDATE workload SET gone_at = GREATEST(${at}, first_seen_at) WHERE cluster_id = ${clusterId} AND namespace = ${namespace}
      AND kind = ${kind} AND name = ${name} AND gone_at IS NULL RETURNING id`)
  if (!row) return null
  await tx.query(sql`
    UPDATE deployment_span SET ended_at = GREATEST(${at}, started_at), ended_by = 'deleted' WHERE workload_id = ${row.id} AND ended_at IS NULL`)
  const ended = await tx.query<{ issueId: number }>(sql`
    UPDATE sighting s SET ended_at = GREATEST(${at}, s.first_seen_at), end_reason = 'deleted' FROM issue i
    WHERE i.id = s.issue_id AND i.workload_id = ${row.id} AND s.ended_at IS NULL RETURNING i.id AS "issueId"`)
  return { id: row.id, ended: ended.map(({ issueId }) => issueId) }
}

/** Images that a workload ran, now or before. */
export async function imagesEverRun(tx: Db, workloadId: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    sql`SELECT DISTINCT image_id AS id FROM deployment_span WHERE workload_id = ${workloadId}`,
  )
  return rows.map(({ id }) => id)
}

/** The version to which a tag points now. */
export async function versionOfTag(tx: Db, imageId: number, tag: string): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    SELECT image_version_id AS id FROM image_tag WHERE image_id = ${imageId} AND tag = ${tag} ORDER BY moved_at DESC LIMIT 1`)
  return row?.id ?? null
}
