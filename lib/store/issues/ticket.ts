import sql from 'sql-template-tag'
import type { LinkedTicket } from '../../domain/ticket-list.ts'
import type { Db } from '../database.ts'

export function ticketsOf(db: Db, issueId: number): Promise<LinkedTicket[]> {
  return db.query(sql`
    SELECT t.id, t.key, t.url, t.linked_at AS at, CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS by
    FROM issue_ticket t LEFT JOIN "user" u ON u.id = t.linked_by WHERE t.issue_id = ${issueId} ORDER BY t.id`)
}

/** The new ticket's id, or null where the issue has it already. */
export async function insertTicket(
  tx: Db,
  ticket: { issueId: number; key: string; url: string; userId: string | null; at: Date },
): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO issue_ticket (issue_id, key, url, linked_by, linked_at)
    VALUES (${ticket.issueId}, ${ticket.key}, ${ticket.url}, ${ticket.userId}, ${ticket.at})
    ON CONFLICT (issue_id, url) DO NOTHING RETURNING id`)
  return row?.id ?? null
}

/** What was unlinked, or null where the issue does not have it. */
export async function deleteTicket(
  tx: Db,
  issueId: number,
  ticketId: number,
): Promise<{ key: string; url: string } | null> {
  const [row] = await tx.query<{ key: string; url: string }>(
    sql`DELETE FROM issue_ticket WHERE id = ${ticketId} AND issue_id = ${issueId} RETURNING key, url`,
  )
  return row ?? null
}
