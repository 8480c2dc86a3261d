import sql, { raw, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface ScannedVersion {
  versionId: number
  repository: string
  digest: string
  /** Tags that point to it now. */
  tags: string[]
  scannedAt: Date
}

export interface CriticalVersion {
  versionId: number
  criticalFixable: number
  examples: string[]
}

const PAGE = 1000
const EXAMPLES = 3

/**
 * Image versions with a finished vulnerability scan, all or those whose last report was processed after `since`, page by
 * page, so that the gate answers between two pages.
 */
export function scannedVersions(db: Db, since: Date | null): AsyncGenerator<ScannedVersion[]> {
  const recent = since === null ? sql`true` : sql`r.processed_at >= ${since}`
  return pages<ScannedVersion>(
    db,
    'scanned_versions',
    sql`
      SELECT v.id AS "versionId", i.repository, v.digest, max(s.last_seen_at) AS "scannedAt",
        ARRAY(SELECT t.tag FROM image_tag t WHERE t.image_version_id = v.id AND NOT EXISTS (SELECT 1 FROM image_tag later
          WHERE later.image_id = t.image_id AND later.tag = t.tag AND later.moved_at > t.moved_at)) AS tags
      FROM scope s
      JOIN image_version v ON v.id = s.image_version_id
      JOIN image i ON i.id = v.image_id
      LEFT JOIN report r ON r.id = s.report_id
      WHERE s.scan = 'vulnerability' AND s.complete_at IS NOT NULL AND ${recent}
      GROUP BY v.id, i.repository, v.digest`,
  )
}

/** Image versions in which an open critical vulnerability with a fix is seen now; the examples are the riskiest. */
export function criticalVersions(db: Db): AsyncGenerator<CriticalVersion[]> {
  return pages<CriticalVersion>(
    db,
    'critical_versions',
    sql`
      SELECT s.image_version_id AS "versionId", count(DISTINCT i.id) AS "criticalFixable",
        (array_agg(DISTINCT v.name ORDER BY v.name DESC))[1:${EXAMPLES}] AS examples
      FROM issue i
      JOIN vulnerability v ON v.id = i.vulnerability_id
      JOIN sighting g ON g.issue_id = i.id AND g.ended_at IS NULL
      JOIN scope s ON s.id = g.scope_id AND s.image_version_id IS NOT NULL
      WHERE i.status = 'open' AND i.severity = 4 AND i.kind = 'vulnerability' AND i.fixed_version <> ''
      GROUP BY s.image_version_id`,
  )
}

/** Reads by a cursor, which lives in the caller's transaction. */
async function* pages<Row extends object>(tx: Db, name: string, query: Sql): AsyncGenerator<Row[]> {
  await tx.query(sql`DECLARE ${raw(name)} NO SCROLL CURSOR FOR ${query}`)
  for (;;) {
    const rows = await tx.query<Row>(sql`FETCH ${raw(String(PAGE))} FROM ${raw(name)}`)
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
  }
}
