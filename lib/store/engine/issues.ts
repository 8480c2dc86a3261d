import sql from 'sql-template-tag'
import type { IssueKind, Stage } from '../../domain/observation.ts'
import { severityOfRank } from '../../domain/severity.ts'
import { dueAt } from '../../domain/sla.ts'
import type { Db } from '../database.ts'
import { maskOfStages } from '../issues/cell.ts'

/** One finding as it is written: the issue that it belongs to, and what this source says of it. */
export interface SeenFinding {
  key: string
  hash: Buffer
  kind: IssueKind
  vulnerabilityId: number | null
  packageId: number | null
  ruleId: number | null
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
  place: string
  severity: number
  fixedVersion: string
  detail: string
}

/** Opens, reopens or finds the issues of these findings and adds their sightings. Returns how many opened and reopened. */
export async function seeFindings(
  tx: Db,
  scopeId: number,
  stage: Stage,
  at: Date,
  findings: readonly SeenFinding[],
): Promise<{ opened: number; reopened: number }> {
  const of = <Key extends keyof SeenFinding>(key: Key) => findings.map((finding) => finding[key])
  const mask = maskOfStages([stage])
  const dues = findings.map(({ severity }) => dueAt(at.toISOString(), severityOfRank(severity)))
  const opened = await tx.query<{ id: number }>(sql`
    WITH seen AS (
      SELECT * FROM unnest(${of('key')}::text[], ${of('hash')}::bytea[], ${of('kind')}::text[], ${of('vulnerabilityId')}::bigint[],
        ${of('packageId')}::bigint[], ${of('ruleId')}::bigint[], ${of('imageId')}::bigint[], ${of('workloadId')}::bigint[],
        ${of('repositoryId')}::bigint[], ${of('clusterId')}::int[], ${of('place')}::text[], ${of('severity')}::smallint[],
        ${of('fixedVersion')}::text[], ${dues}::timestamptz[])
        AS f (key, hash, kind, vulnerability_id, package_id, rule_id, image_id, workload_id, repository_id, cluster_id, place,
          severity, fixed_version, due_at)
    ), made AS (
      INSERT INTO issue (key, key_hash, kind, vulnerability_id, package_id, rule_id, image_id, workload_id, repository_id,
        cluster_id, place, severity, fixed_version, stages, first_seen_at, opened_at, due_at)
      SELECT key, hash, kind, vulnerability_id, package_id, rule_id, image_id, workload_id, repository_id, cluster_id, place,
        severity, fixed_version, ${mask}, ${at}, ${at}, due_at FROM seen
      ON CONFLICT (key_hash) DO NOTHING RETURNING id
    )
    INSERT INTO episode (issue_id, number, opened_at, opened_stage) SELECT id, 1, ${at}, ${stage} FROM made
    RETURNING issue_id AS id`)
  const reopened = await tx.query<{ id: number }>(sql`
    WITH back AS (
      UPDATE issue SET status = 'open', closed_at = NULL, close_reason = NULL, opened_at = ${at}, version = version + 1
      WHERE key_hash = ANY(${of('hash')}::bytea[]) AND status = 'closed' RETURNING id
    )
    INSERT INTO episode (issue_id, number, opened_at, opened_stage)
    SELECT b.id, (SELECT max(number) + 1 FROM episode e WHERE e.issue_id = b.id),
      GREATEST(${at}, (SELECT max(closed_at) FROM episode e WHERE e.issue_id = b.id)), ${stage} FROM back b
    RETURNING issue_id AS id`)
  await tx.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    SELECT i.id, ${scopeId}, f.severity, f.detail, ${at}
    FROM unnest(${of('hash')}::bytea[], ${of('severity')}::smallint[], ${of('detail')}::jsonb[]) AS f (hash, severity, detail)
    JOIN issue i ON i.key_hash = f.hash
    ON CONFLICT (scope_id, issue_id) WHERE ended_at IS NULL
    DO UPDATE SET severity = EXCLUDED.severity, detail = EXCLUDED.detail`)
  await tx.query(sql`
    UPDATE issue i SET stages = i.stages | ${mask}, fixed_version = f.fixed_version, severity = GREATEST(i.severity, f.severity)
    FROM unnest(${of('hash')}::bytea[], ${of('severity')}::smallint[], ${of('fixedVersion')}::text[]) AS f (hash, severity, fixed_version)
    WHERE i.key_hash = f.hash AND (i.stages & ${mask} = 0 OR i.fixed_version <> f.fixed_version OR i.severity < f.severity)`)
  return { opened: opened.length, reopened: reopened.length }
}
