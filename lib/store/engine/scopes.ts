import sql from 'sql-template-tag'
import type { SightingEnd } from '../../domain/lifecycle.ts'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

export interface ScopeRow {
  key: string
  source: string
  scan: string
  stage: Stage
  imageVersionId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
}

export interface TouchedScope {
  id: number
  /** It had no complete scan before. */
  firstComplete: boolean
  /** It was seen later than this already. */
  late: boolean
}

/** The scope of a key, dated by this report; `complete` also dates its last complete scan. */
export async function touchScope(
  tx: Db,
  scope: ScopeRow,
  reportId: string | null,
  at: Date,
  complete: boolean,
): Promise<TouchedScope> {
  const [row] = await tx.query<{ id: number; wasComplete: boolean | null; late: boolean }>(sql`
    INSERT INTO scope (key, source, scan, stage, image_version_id, workload_id, repository_id, cluster_id, report_id,
      first_seen_at, last_seen_at, complete_at)
    VALUES (${scope.key}, ${scope.source}, ${scope.scan}, ${scope.stage}, ${scope.imageVersionId}, ${scope.workloadId},
      ${scope.repositoryId}, ${scope.clusterId}, ${reportId}, ${at}, ${at}, ${complete ? at : null})
    ON CONFLICT (key) DO UPDATE SET
      report_id = CASE WHEN EXCLUDED.last_seen_at < scope.last_seen_at THEN scope.report_id ELSE COALESCE(EXCLUDED.report_id, scope.report_id) END,
      last_seen_at = GREATEST(scope.last_seen_at, EXCLUDED.last_seen_at),
      complete_at = GREATEST(scope.complete_at, EXCLUDED.complete_at)
    RETURNING id, last_seen_at > ${at} AS late, (SELECT before.complete_at IS NOT NULL FROM scope before WHERE before.key = ${scope.key}) AS "wasComplete"`)
  return { id: row!.id, firstComplete: complete && row?.wasComplete !== true, late: row?.late ?? false }
}

export interface ActiveSighting {
  sightingId: number
  issueId: number
  /** Of what it says; null when that must be written anew. */
  fingerprint: number | null
}

/** A scope's active sightings by the hash of their issue's key (latin1). */
export async function activeSightings(tx: Db, scopeId: number): Promise<Map<string, ActiveSighting>> {
  const rows = await tx.query<ActiveSighting & { hash: Buffer }>(sql`
    SELECT i.key_hash AS hash, s.id AS "sightingId", i.id AS "issueId", s.fingerprint
    FROM sighting s JOIN issue i ON i.id = s.issue_id WHERE s.scope_id = ${scopeId} AND s.ended_at IS NULL`)
  return new Map(rows.map(({ hash, ...row }) => [hash.toString('latin1'), row]))
}

export async function endSightings(tx: Db, ids: readonly number[], at: Date, reason: SightingEnd): Promise<void> {
  if (ids.length === 0) return
  await tx.query(sql`
    UPDATE sighting SET ended_at = GREATEST(${at}, first_seen_at), end_reason = ${reason} WHERE id = ANY(${ids}::bigint[])`)
}
