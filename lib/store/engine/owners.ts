import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface OwnerRow {
  id: number
  teamId: number | null
  ownerBy: string
}

/** Writes whose these workloads are, where it differs. */
export async function setWorkloadOwners(tx: Db, rows: readonly OwnerRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    UPDATE workload w SET team_id = o.team_id, owner_by = o.owner_by FROM ${owners(rows)}
    WHERE w.id = o.id AND (w.team_id IS DISTINCT FROM o.team_id OR w.owner_by IS DISTINCT FROM o.owner_by)`)
}

/** Writes whose these images are, where it differs: the owner of what the image is itself, not of its base's layers. */
export async function setImageOwners(tx: Db, rows: readonly OwnerRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    UPDATE image im SET team_id = o.team_id, owner_by = o.owner_by FROM ${owners(rows)}
    WHERE im.id = o.id AND (im.team_id IS DISTINCT FROM o.team_id OR im.owner_by IS DISTINCT FROM o.owner_by)`)
}

/** Writes whose these source repositories are, where it differs. */
export async function setRepositoryOwners(tx: Db, rows: readonly OwnerRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    UPDATE repository r SET team_id = o.team_id FROM ${owners(rows)}
    WHERE r.id = o.id AND r.team_id IS DISTINCT FROM o.team_id`)
}

function owners(rows: readonly OwnerRow[]) {
  return sql`unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ teamId }) => teamId)}::int[],
    ${rows.map(({ ownerBy }) => ownerBy)}::text[]) AS o (id, team_id, owner_by)`
}

/**
 * Notes in the timelines that owned issues are another team's from now on; call it before the new team is written. An issue
 * that was opened in this very transaction had no owner before.
 */
export async function noteReassignments(tx: Db, rows: readonly OwnerRow[], at: Date): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    INSERT INTO timeline_entry (issue_id, at, type, data)
    SELECT i.id, ${at}, 'team', jsonb_build_object('teamId', o.team_id, 'to', t.name, 'by', o.owner_by,
      'fromId', i.team_id, 'from', f.name)
    FROM ${owners(rows)} JOIN issue i ON i.id = o.id JOIN team f ON f.id = i.team_id LEFT JOIN team t ON t.id = o.team_id
    WHERE i.team_id IS DISTINCT FROM o.team_id AND i.id NOT IN (
      SELECT unnest(p.issue_ids) FROM state_pending p WHERE p.xid = pg_current_xact_id() AND p.event = 'opened')`)
}
