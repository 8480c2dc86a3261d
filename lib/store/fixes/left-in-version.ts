import sql, { empty, type Sql } from 'sql-template-tag'
import type { Db } from '../database.ts'
import { LAST_SEEN } from './bases.ts'

/** The vulnerabilities that were last seen in a version. */
function held(versionId: number): Sql {
  return sql`
    SELECT DISTINCT i.id, i.severity, i.risk, i.team_id
    FROM scope sc CROSS JOIN LATERAL (${LAST_SEEN}) s JOIN issue i ON i.id = s.issue_id AND i.kind = 'vulnerability'
    WHERE sc.image_version_id = ${versionId}`
}

export interface StoredLeft {
  imageId: number
  /** The last complete scan for vulnerabilities; null: there was none. */
  scannedAt: Date | null
  /** By rank. */
  counts: { severity: number; issues: number }[]
}

/** What our scans of a version of an image last saw in it; null when the version is not kept any more. */
export async function leftInVersion(db: Db, versionId: number): Promise<StoredLeft | null> {
  const [row] = await db.query<StoredLeft>(sql`
    SELECT v.image_id AS "imageId",
      (SELECT max(complete_at) FROM scope WHERE image_version_id = v.id AND scan = 'vulnerability') AS "scannedAt",
      COALESCE((SELECT json_agg(json_build_object('severity', severity, 'issues', issues)) FROM (
        SELECT severity, count(*) AS issues FROM (${held(versionId)}) h GROUP BY severity) c), '[]') AS counts
    FROM image_version v WHERE v.id = ${versionId}`)
  return row ?? null
}

/** The most dangerous of them; of these teams and nobody's where the reader is limited to some (0 is nobody). */
export async function gravestInVersion(
  db: Db,
  versionId: number,
  teams: readonly number[] | null,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    SELECT id FROM (${held(versionId)}) h
    ${teams === null ? empty : sql`WHERE COALESCE(team_id, 0) = ANY(${teams}::integer[])`}
    ORDER BY risk DESC, id DESC LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}
