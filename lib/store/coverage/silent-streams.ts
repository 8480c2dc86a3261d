import sql from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** A source that says nothing any more, with the one thing at which its issue is raised. */
export interface SilentStream {
  id: number
  kind: TokenKind
  source: string
  /** It delivers nothing about anything any more. */
  whole: boolean
  lastAt: Date
  gapsMinutes: number[]
  expectedMinutes: number | null
  image: { id: number; repository: string; versionId: number } | null
  repository: { id: number; name: string } | null
  cluster: { id: number; name: string } | null
}

export const STAGE_OF_KIND: Record<TokenKind, Stage> = { reports: 'build', admission: 'deploy', events: 'runtime' }

/**
 * Streams that fell silent and of which nothing is raised yet. A source that is silent altogether is raised once, at what it
 * delivered last; only else the things that it left out. Of an image that runs nowhere no scan is missed.
 */
export function unraisedSilences(tx: Db, now: Date, limit: number): Promise<SilentStream[]> {
  return tx.query(sql`
    WITH silent AS (
      SELECT s.* FROM source_stream s
      WHERE s.silent_at <= ${now} AND s.raised_at IS NULL
        AND (s.kind <> 'reports' OR s.subject = '' OR NOT EXISTS (
          SELECT FROM source_stream a WHERE a.kind = s.kind AND a.source = s.source AND a.silent_at <= ${now}
            AND a.subject = ''))
        AND (s.image_id IS NULL OR EXISTS (SELECT FROM workload_container k JOIN workload w ON w.id = k.workload_id
          WHERE k.image_id = s.image_id AND w.gone_at IS NULL))
      ORDER BY s.silent_at LIMIT ${limit}
    )
    SELECT s.id, s.kind, s.source, s.subject = '' AS whole, s.last_at AS "lastAt",
      s.gaps_minutes AS "gapsMinutes", s.expected_minutes AS "expectedMinutes",
      CASE WHEN v.id IS NOT NULL THEN json_build_object('id', i.id, 'repository', i.repository, 'versionId', v.id) END AS image,
      CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'name', r.name) END AS repository,
      CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END AS cluster
    FROM silent s
    LEFT JOIN LATERAL (
      SELECT l.image_id, l.repository_id, l.cluster_id FROM source_stream l
      WHERE l.kind = s.kind AND l.source = s.source AND l.subject <> ''
      ORDER BY l.last_at DESC LIMIT 1
    ) last ON s.subject = ''
    LEFT JOIN image i ON i.id = COALESCE(s.image_id, last.image_id)
    LEFT JOIN LATERAL (SELECT v.id FROM image_version v WHERE v.image_id = i.id ORDER BY v.first_seen_at DESC, v.id DESC LIMIT 1) v ON true
    LEFT JOIN repository r ON r.id = COALESCE(s.repository_id, last.repository_id)
    LEFT JOIN cluster c ON c.id = COALESCE(s.cluster_id, last.cluster_id)
    ORDER BY s.silent_at`)
}

/** Whether one that is raised reports again, or nothing is expected of it any more. */
export async function isSilenceOver(db: Db, now: Date): Promise<boolean> {
  const [row] = await db.query<{ over: boolean }>(sql`
    SELECT EXISTS (SELECT FROM source_stream WHERE raised_at IS NOT NULL AND (silent_at IS NULL OR silent_at > ${now})) AS over`)
  return row?.over ?? false
}

/**
 * Takes back what is raised of streams that report again, or of which no more is expected, and ends what was seen there: only a
 * report is evidence of a fix.
 */
export async function endSilences(tx: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await tx.query<{ issueId: number }>(sql`
    WITH over AS (
      SELECT id, raised_scope_id, last_at > raised_at AS reported FROM source_stream WHERE raised_at IS NOT NULL AND (silent_at IS NULL OR silent_at > ${now})
      ORDER BY raised_at LIMIT ${limit}
    ), heard AS (
      UPDATE source_stream s SET raised_at = NULL, raised_scope_id = NULL FROM over WHERE s.id = over.id
    )
    UPDATE sighting s SET ended_at = GREATEST(${now}, s.first_seen_at), end_reason = CASE WHEN over.reported THEN 'rescanned' ELSE 'deleted' END FROM over
    WHERE s.scope_id = over.raised_scope_id AND s.ended_at IS NULL RETURNING s.issue_id AS "issueId"`)
  return rows.map(({ issueId }) => issueId)
}

export async function markRaised(tx: Db, id: number, scopeId: number, at: Date): Promise<void> {
  await tx.query(sql`UPDATE source_stream SET raised_at = ${at}, raised_scope_id = ${scopeId} WHERE id = ${id}`)
}
