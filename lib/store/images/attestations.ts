import sql from 'sql-template-tag'
import type { AttestationObservation } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** What is attested of one image version; '' where nothing is said. */
export interface StoredAttestation extends Omit<AttestationObservation, 'type' | 'digest' | 'repository' | 'builtAt'> {
  id: number
  builtAt: Date | null
  receivedAt: Date
  /** The report that said it first; null when that is gone. */
  reportId: string | null
}

const SHOWN = 100

/**
 * What is attested of the image version with this digest, verified first. What a sender said who is limited to a team counts
 * for the images of that team, which are those of which it has issues or which it runs, and for those that nobody has.
 */
export function attestationsOf(db: Db, version: { imageId: number; digest: string }): Promise<StoredAttestation[]> {
  return db.query(sql`
    SELECT a.id, a.predicate_type AS "predicateType", a.verified, a.signer, a.issuer, a.builder,
      a.source_repository AS "sourceRepository", a.commit_id AS "commit", a.build_url AS "buildUrl", a.built_at AS "builtAt",
      a.received_at AS "receivedAt", a.report_id AS "reportId"
    FROM attestation a
    WHERE a.digest = ${version.digest} AND (a.team_id IS NULL OR COALESCE(
      a.team_id = ANY(${teamsOfImage(sql`${version.imageId}::bigint`)}), true))
    ORDER BY a.verified DESC, a.built_at DESC NULLS LAST, a.id DESC LIMIT ${SHOWN}`)
}

/**
 * The teams of an image as an array, null when it has none: whose it is, who has issues of it, and who runs it. Those of its
 * issues are read out of the index alone, as bits of the cell.
 */
export function teamsOfImage(imageId: ReturnType<typeof sql>) {
  return sql`(SELECT array_agg(team_id) FROM (
    SELECT team_id FROM image WHERE id = ${imageId} AND team_id IS NOT NULL
    UNION SELECT (cell >> 17)::integer FROM issue WHERE image_id = ${imageId} AND cell >= 1 << 17
    UNION SELECT w.team_id FROM workload_container c JOIN workload w ON w.id = c.workload_id
      WHERE c.image_id = ${imageId} AND w.team_id IS NOT NULL AND w.gone_at IS NULL) AS teams)::integer[]`
}
