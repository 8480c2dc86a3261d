import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface HandMergedKey {
  mergeId: number
  /** Hash of the key under which it is found. */
  from: Buffer
  /** The issue that it is by now. */
  key: string
  hash: Buffer
}

/** What people joined by hand, all of it: that is never much. The keys of the joined issues, with where they lead. */
export function handMergedKeys(tx: Db): Promise<HandMergedKey[]> {
  return tx.query(sql`
    SELECT m.id AS "mergeId", f.key_hash AS from, i.key, i.key_hash AS hash
    FROM issue_merge m JOIN issue f ON f.id = m.from_id JOIN issue i ON i.id = m.into_id
    WHERE m.split_at IS NULL`)
}

export interface MergedSighting {
  mergeId: number
  /** Whether the other issue is found there under a name of its own, too. */
  ownToo: boolean
}

/** Notes in which of a scope's sightings joined issues are found now; what was noted before is over. */
export async function setMergedSightings(tx: Db, scopeId: number, rows: readonly MergedSighting[]): Promise<void> {
  const ids = rows.map(({ mergeId }) => mergeId)
  await tx.query(sql`
    DELETE FROM merged_sighting m USING issue_merge g
    WHERE m.scope_id = ${scopeId} AND g.id = m.merge_id AND g.split_at IS NULL AND m.merge_id <> ALL(${ids}::bigint[])`)
  if (rows.length === 0) return
  await tx.query(sql`
    INSERT INTO merged_sighting (merge_id, scope_id, own_too)
    SELECT merge_id, ${scopeId}, own_too FROM unnest(${ids}::bigint[], ${rows.map(({ ownToo }) => ownToo)}::boolean[]) AS m (merge_id, own_too)
    ON CONFLICT (merge_id, scope_id) DO UPDATE SET own_too = EXCLUDED.own_too`)
}
