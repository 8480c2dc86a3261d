import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Further places of one issue in a scope, as JSON texts of details. */
export interface MorePlaces {
  hash: Buffer
  details: readonly string[]
}

/** Brings the further places of a scope's active sightings up to what its scan saw; what is as before is not written. Returns how many differ. */
export async function setMorePlaces(tx: Db, scopeId: number, told: readonly MorePlaces[]): Promise<number> {
  const changed = await tx.query(sql`
    WITH told AS (
      SELECT i.id AS issue_id, t.places
      FROM unnest(${told.map(({ hash }) => hash)}::bytea[], ${told.map(({ details }) => `[${details.join()}]`)}::jsonb[])
        AS t (key_hash, places)
      JOIN issue i ON i.key_hash = t.key_hash
    ), now AS (
      SELECT s.id, COALESCE((SELECT jsonb_agg(place) FROM jsonb_array_elements(t.places) AS place WHERE place <> s.detail), '[]') AS places
      FROM sighting s LEFT JOIN told t ON t.issue_id = s.issue_id
      WHERE s.scope_id = ${scopeId} AND s.ended_at IS NULL AND (t.issue_id IS NOT NULL OR s.more_places <> '[]')
    )
    UPDATE sighting s SET more_places = n.places FROM now n WHERE n.id = s.id AND s.more_places <> n.places RETURNING s.id`)
  return changed.length
}
