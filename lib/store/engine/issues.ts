import sql from 'sql-template-tag'
import type { IssueStatus } from '../../domain/lifecycle.ts'
import type { IssueKind, Stage } from '../../domain/observation.ts'
import type { CopyValue } from '../copy-text.ts'
import type { Db, Tx } from '../database.ts'
import type { Standing } from './standing.ts'

/** One finding as it is written: the issue that it belongs to, and what this source says of it. */
export interface SeenFinding {
  key: string
  /** First 16 bytes of the key's SHA-256. */
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
  /** Of severity and detail; null where a source never says the same twice. */
  fingerprint: number | null
}

export type SightingText = Pick<SeenFinding, 'severity' | 'detail' | 'fingerprint'>

export interface KnownIssue {
  id: number
  hash: Buffer
  status: IssueStatus
  /** Whether an exception holds at the time that was asked about; closed issues keep theirs. */
  excepted: boolean
}

/** Those of the issues that exist, by the hashes of their keys; of one that a person joined to another, the other. */
export function knownIssues(tx: Db, hashes: readonly Buffer[], at: Date): Promise<KnownIssue[]> {
  return tx.query(sql`
    SELECT i.id, f.key_hash AS hash, i.status, i.status = 'closed' AND EXISTS (SELECT FROM exception e
      WHERE e.issue_id = i.id AND e.revoked_at IS NULL AND e.expires_at > ${at}) AS excepted
    FROM issue f LEFT JOIN issue_merge m ON m.from_id = f.id AND m.split_at IS NULL
    JOIN issue i ON i.id = COALESCE(m.into_id, f.id) WHERE f.key_hash = ANY(${hashes}::bytea[])`)
}

export interface NewIssue extends SeenFinding {
  id: number
  standing: Standing
}

/**
 * Opens issues, each with its first episode and its sighting in a scope. `issues` may be worked out on the way: Postgres
 * takes in the first while the next are made.
 */
export async function insertIssues(
  tx: Tx,
  issues: Iterable<NewIssue>,
  { id: scopeId, stage }: { id: number; stage: Stage },
  at: Date,
): Promise<void> {
  const [seenAt, now] = [at.toISOString(), new Date().toISOString()]
  const sightings: CopyValue[][] = []
  const episodes: CopyValue[][] = []
  function* rows(): Generator<CopyValue[]> {
    for (const { standing, ...issue } of issues) {
      sightings.push([issue.id, scopeId, issue.severity, issue.detail, issue.fingerprint, seenAt])
      episodes.push([issue.id, 1, seenAt, stage])
      yield [
        issue.id,
        issue.key,
        issue.hash,
        issue.kind,
        issue.vulnerabilityId,
        issue.packageId,
        issue.ruleId,
        issue.imageId,
        issue.workloadId,
        issue.repositoryId,
        issue.clusterId,
        issue.place,
        issue.severity,
        issue.fixedVersion,
        standing.stages,
        standing.running,
        standing.kev,
        standing.risk,
        standing.teamId,
        standing.ownerBy,
        standing.placeId,
        standing.dueAt?.toISOString() ?? null,
        seenAt,
        seenAt,
        now,
      ]
    }
  }
  await tx.copy(
    sql`issue (id, key, key_hash, kind, vulnerability_id, package_id, rule_id, image_id, workload_id, repository_id, cluster_id,
      place, severity, fixed_version, stages, running, kev, risk, team_id, owner_by, place_id, due_at,
      first_seen_at, opened_at, scored_at)`,
    rows(),
  )
  await tx.copy(sql`episode (issue_id, number, opened_at, opened_stage)`, episodes)
  await tx.copy(sql`sighting (issue_id, scope_id, severity, detail, fingerprint, first_seen_at)`, sightings)
}

export interface Reopening {
  id: number
  status: 'open' | 'excepted'
}

/** Opens closed issues again, each with its next episode. An exception that has run out meanwhile is over. */
export async function reopenIssues(tx: Db, issues: readonly Reopening[], stage: Stage, at: Date): Promise<void> {
  if (issues.length === 0) return
  await tx.query(sql`
    WITH back AS (
      SELECT * FROM unnest(${issues.map(({ id }) => id)}::bigint[], ${issues.map(({ status }) => status)}::text[]) AS b (id, status)
    ), over AS (
      UPDATE exception SET revoked_at = GREATEST(${at}, created_at) FROM back
      WHERE issue_id = back.id AND back.status = 'open' AND revoked_at IS NULL RETURNING 1
    ), opened AS (
      INSERT INTO episode (issue_id, number, opened_at, opened_stage)
      SELECT b.id, max(e.number) + 1, GREATEST(${at}, max(e.closed_at)), ${stage}
      FROM back b JOIN episode e ON e.issue_id = b.id GROUP BY b.id
      RETURNING issue_id, opened_at
    )
    UPDATE issue i SET status = b.status, closed_at = NULL, close_reason = NULL, opened_at = o.opened_at,
      version = version + 1,
      excepted_until = (SELECT expires_at FROM exception e WHERE e.issue_id = i.id AND e.revoked_at IS NULL AND b.status = 'excepted')
    FROM back b JOIN opened o ON o.issue_id = b.id WHERE i.id = b.id`)
}

/** Adds the sightings of known issues in a scope; one that is active already takes over what is said now. */
export async function addSightings(
  tx: Db,
  scopeId: number,
  sightings: readonly (SightingText & { id: number })[],
  at: Date,
): Promise<void> {
  if (sightings.length === 0) return
  await tx.query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, fingerprint, first_seen_at)
    SELECT s.issue_id, ${scopeId}, s.severity, s.detail, s.fingerprint, ${at}
    FROM unnest(${sightings.map(({ id }) => id)}::bigint[], ${sightings.map(({ severity }) => severity)}::smallint[],
      ${sightings.map(({ detail }) => detail)}::jsonb[], ${sightings.map(({ fingerprint }) => fingerprint)}::bigint[])
      AS s (issue_id, severity, detail, fingerprint)
    ON CONFLICT (scope_id, issue_id) WHERE ended_at IS NULL
    DO UPDATE SET severity = EXCLUDED.severity, detail = EXCLUDED.detail, fingerprint = EXCLUDED.fingerprint`)
}

/** Brings known issues up to what their active sightings say: the worst severity, and a fix when one of them knows it. */
export async function refreshIssues(tx: Db, ids: readonly number[], stages: number): Promise<void> {
  if (ids.length === 0) return
  await tx.query(sql`
    WITH told AS (
      SELECT s.issue_id, max(s.severity) AS severity,
        COALESCE(max(s.detail ->> 'fixedVersion'), '') AS fixed_version
      FROM sighting s WHERE s.issue_id = ANY(${ids}::bigint[]) AND s.ended_at IS NULL GROUP BY s.issue_id
    )
    UPDATE issue i SET stages = i.stages | ${stages}::smallint, severity = t.severity, fixed_version = t.fixed_version
    FROM told t WHERE i.id = t.issue_id
      AND (i.stages & ${stages}::smallint = 0 OR i.severity <> t.severity OR i.fixed_version <> t.fixed_version)`)
}
