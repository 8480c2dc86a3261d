import sql from 'sql-template-tag'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** The gravest environment in which each issue bites, and the stage at which its last episode was first seen. */
export async function placesOfIssues(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { environment: string | null; stage: Stage | null }>> {
  const rows = await db.query<{ id: number; environment: string | null; stage: Stage | null }>(sql`
    SELECT i.id, place.environment, last.stage FROM issue i
    LEFT JOIN LATERAL (
      SELECT opened_stage AS stage FROM episode e WHERE e.issue_id = i.id ORDER BY e.number DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN place ON place.id = i.place_id
    WHERE i.id = ANY(${ids}::bigint[])`)
  return new Map(rows.map(({ id, environment, stage }) => [id, { environment, stage }]))
}
