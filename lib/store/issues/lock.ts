import sql from 'sql-template-tag'
import type { CloseReason, IssueStatus } from '../../domain/lifecycle.ts'
import type { IssueKind } from '../../domain/observation.ts'
import type { Db } from '../database.ts'

/** What decides whether a person may change an issue, and what taking it back needs. */
export interface LockedIssue {
  id: number
  kind: IssueKind
  status: IssueStatus
  closeReason: CloseReason | null
  closedAt: Date | null
  teamId: number | null
  ownerBy: string
  assigneeId: string | null
  kev: boolean
  running: boolean | null
  exposed: boolean | null
  /** Rank. */
  severity: number
  risk: number
  openedAt: Date
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
  acknowledgedAt: Date | null
  snoozedUntil: Date | null
  version: number
}

/** The issue, locked until the transaction ends, or null. */
export async function lockIssue(tx: Db, id: number): Promise<LockedIssue | null> {
  const [row] = await tx.query<LockedIssue>(sql`
    SELECT id, kind, status, close_reason AS "closeReason", closed_at AS "closedAt", team_id AS "teamId",
      owner_by AS "ownerBy", assignee_id AS "assigneeId", kev, running, exposed, severity, risk,
      opened_at AS "openedAt", image_id AS "imageId", workload_id AS "workloadId", repository_id AS "repositoryId",
      cluster_id AS "clusterId", acknowledged_at AS "acknowledgedAt", snoozed_until AS "snoozedUntil", version
    FROM issue WHERE id = ${id} FOR UPDATE`)
  return row ?? null
}
