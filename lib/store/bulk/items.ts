import sql, { empty } from 'sql-template-tag'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { Db } from '../database.ts'
import { titleJoins, titleOfIssue } from '../issues/title.ts'

/** Notes the issues of a bulk action as they are now; returns how many there are. */
export async function insertItems(tx: Db, jobId: number, issueIds: readonly number[]): Promise<number> {
  const rows = await tx.query(sql`
    INSERT INTO bulk_item (job_id, position, issue_id, version)
    SELECT ${jobId}, w.position, i.id, i.version
    FROM unnest(${issueIds}::bigint[]) WITH ORDINALITY AS w (id, position) JOIN issue i ON i.id = w.id RETURNING position`)
  return rows.length
}

/** Notes what takes a bulk action back, item by item; returns how many there are. */
export async function insertUndoItems(tx: Db, jobId: number, undone: number): Promise<number> {
  const rows = await tx.query(sql`
    INSERT INTO bulk_item (job_id, position, issue_id, version, action)
    SELECT ${jobId}, position, issue_id, version_after, undo FROM bulk_item
    WHERE job_id = ${undone} AND outcome = 'done' AND undo IS NOT NULL RETURNING position`)
  return rows.length
}

export interface WaitingItem {
  position: number
  issueId: number
  version: number
  /** Null: the job's own. */
  action: IssueAction | null
}

/** The next items of a job that have not been done. */
export function nextItems(tx: Db, jobId: number, limit: number): Promise<WaitingItem[]> {
  return tx.query(sql`
    SELECT position, issue_id AS "issueId", version, action FROM bulk_item
    WHERE job_id = ${jobId} AND outcome IS NULL ORDER BY position LIMIT ${limit}`)
}

export type ItemOutcome = { outcome: 'done'; undo: IssueAction | null } | { outcome: 'failed'; detail: string }

export async function setOutcome(tx: Db, jobId: number, item: WaitingItem, came: ItemOutcome): Promise<void> {
  const undo = came.outcome === 'done' && came.undo ? JSON.stringify(came.undo) : null
  await tx.query(sql`
    UPDATE bulk_item SET outcome = ${came.outcome}, detail = ${came.outcome === 'failed' ? came.detail : ''}, undo = ${undo}::jsonb,
      version_after = (SELECT version FROM issue WHERE id = ${item.issueId})
    WHERE job_id = ${jobId} AND position = ${item.position}`)
}

export interface StoredItem {
  position: number
  issueId: number
  /** Null: the issue is gone. */
  title: string | null
  outcome: 'done' | 'failed' | null
  detail: string
  mayUndo: boolean
}

/** The items of a job after a position, those that failed or were done alone where that is asked for. */
export function itemsOf(
  db: Db,
  jobId: number,
  { outcome, after, limit }: { outcome: 'done' | 'failed' | null; after: number; limit: number },
): Promise<StoredItem[]> {
  return db.query(sql`
    SELECT b.position, b.issue_id AS "issueId", ${titleOfIssue} AS title, b.outcome, b.detail, b.undo IS NOT NULL AS "mayUndo"
    FROM bulk_item b LEFT JOIN issue i ON i.id = b.issue_id ${titleJoins}
    WHERE b.job_id = ${jobId} AND b.position > ${after} ${outcome ? sql`AND b.outcome = ${outcome}` : empty}
    ORDER BY b.position LIMIT ${limit}`)
}
