import sql from 'sql-template-tag'
import type { Environment } from '../../domain/risk-context.ts'
import type { Db } from '../database.ts'

/** An issue as far as its date depends on it. */
export interface DatedIssue {
  id: number
  /** When its clock began, pauses taken out. */
  clockFrom: Date
  openedAt: Date
  dueAt: Date | null
  /** Rank. */
  severity: number
  risk: number
  teamId: number | null
  /** The gravest of those in which it runs. */
  environment: Environment | null
  /** Open: its clock goes on. */
  goesOn: boolean
  isDismissed: boolean
}

/** What the dates of these issues depend on. */
export function datedIssues(tx: Db, ids: readonly number[]): Promise<DatedIssue[]> {
  return tx.query(sql`
    SELECT i.id, COALESCE(i.clock_from, i.opened_at) AS "clockFrom", i.opened_at AS "openedAt", i.due_at AS "dueAt", i.severity,
      i.risk, i.team_id AS "teamId", i.status = 'open' AS "goesOn", i.status = 'dismissed' AS "isDismissed",
      p.environment
    FROM issue i LEFT JOIN place p ON p.id = i.place_id WHERE i.id = ANY(${ids}::bigint[]) AND i.status <> 'closed'`)
}

export interface IssueDate {
  id: number
  dueAt: Date | null
  /** Null: since the episode opened. */
  clockFrom: Date | null
}

export async function setDates(tx: Db, dates: readonly IssueDate[]): Promise<void> {
  if (dates.length === 0) return
  await tx.query(sql`
    UPDATE issue i SET due_at = d.due_at, clock_from = d.clock_from
    FROM unnest(${dates.map(({ id }) => id)}::bigint[], ${dates.map(({ dueAt }) => dueAt)}::timestamptz[],
      ${dates.map(({ clockFrom }) => clockFrom)}::timestamptz[]) AS d (id, due_at, clock_from) WHERE i.id = d.id`)
}
