import sql from 'sql-template-tag'
import type { CloseEvidence } from '../../domain/episode.ts'
import { clockGoesOn, clockStops } from '../clocks/stopping.ts'
import type { Db } from '../database.ts'

/** Every change counts the version up, so that the next person who acts on what they saw before is told. */
export async function setStatus(
  tx: Db,
  id: number,
  status: 'open' | 'excepted' | 'dismissed',
  exceptedUntil: string | null,
  at: Date,
): Promise<void> {
  await tx.query(sql`
    UPDATE issue SET status = ${status}, excepted_until = ${exceptedUntil}::timestamptz, closed_at = NULL,
      close_reason = NULL, version = version + 1, ${status === 'open' ? clockGoesOn(at) : clockStops(at)}
    WHERE id = ${id}`)
}

export async function setAcknowledged(tx: Db, id: number, by: string | null, at: Date | null): Promise<void> {
  await tx.query(sql`
    UPDATE issue SET acknowledged_at = ${at}, acknowledged_by = ${by}, version = version + 1 WHERE id = ${id}`)
}

/** Counts the version up for what changes an issue without changing its row. */
export async function countVersion(tx: Db, id: number): Promise<void> {
  await tx.query(sql`UPDATE issue SET version = version + 1 WHERE id = ${id}`)
}

export async function setAssignee(tx: Db, id: number, userId: string | null): Promise<void> {
  await tx.query(sql`UPDATE issue SET assignee_id = ${userId}, version = version + 1 WHERE id = ${id}`)
}

export async function setTeam(tx: Db, id: number, teamId: number | null, ownerBy: string): Promise<void> {
  await tx.query(sql`
    UPDATE issue SET team_id = ${teamId}::integer, owner_by = ${ownerBy}, version = version + 1 WHERE id = ${id}`)
}

/** Closes an issue that a person dealt with or says is done, its open episode and its active sightings. */
export async function closeByHand(
  tx: Db,
  id: number,
  reason: 'handled' | 'resolved',
  at: Date,
  how: string,
): Promise<void> {
  const ended = await tx.query(sql`
    UPDATE sighting SET ended_at = greatest(${at}, first_seen_at), end_reason = ${reason}
    WHERE issue_id = ${id} AND ended_at IS NULL RETURNING id`)
  const evidence: CloseEvidence = { ended: { [reason]: ended.length }, text: how }
  await tx.query(sql`
    UPDATE episode SET closed_at = greatest(${at}, opened_at), close_reason = ${reason},
      evidence = ${JSON.stringify(evidence)}::jsonb
    WHERE issue_id = ${id} AND closed_at IS NULL`)
  await tx.query(sql`
    UPDATE issue SET status = 'closed', closed_at = greatest(${at}, opened_at), close_reason = ${reason}, excepted_until = NULL,

      version = version + 1
    WHERE id = ${id}`)
}

/** Takes a closing by hand back: the same episode goes on, and the sightings that it ended are active again. */
export async function undoByHand(tx: Db, id: number): Promise<void> {
  await tx.query(sql`
    UPDATE sighting s SET ended_at = NULL, end_reason = NULL
    FROM episode e
    WHERE e.issue_id = ${id} AND e.number = (SELECT max(number) FROM episode WHERE issue_id = ${id})
      AND s.issue_id = ${id} AND s.end_reason IN ('handled', 'resolved') AND s.ended_at >= e.closed_at
      AND NOT EXISTS (SELECT FROM scope c WHERE c.id = s.scope_id AND c.complete_at > s.ended_at)
      AND NOT EXISTS (SELECT FROM sighting a WHERE a.scope_id = s.scope_id AND a.issue_id = s.issue_id AND a.ended_at IS NULL)`)
  await tx.query(sql`
    UPDATE episode SET closed_at = NULL, close_reason = NULL, evidence = NULL
    WHERE issue_id = ${id} AND number = (SELECT max(number) FROM episode WHERE issue_id = ${id})`)
  await tx.query(sql`
    UPDATE issue SET status = 'open', closed_at = NULL, close_reason = NULL, version = version + 1 WHERE id = ${id}`)
}

/** Tells the web processes that issues changed, when the transaction commits. */
export async function notifyIssues(tx: Db, counts: { opened: number; closed: number; changed: number }): Promise<void> {
  await tx.query(sql`SELECT pg_notify('plimsoll_issues', ${JSON.stringify(counts)})`)
}
