import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Whether some cluster or workload is due, asked before anything is locked. */
export async function isAnythingDue(db: Db, now: Date): Promise<boolean> {
  const [row] = await db.query<{ due: boolean }>(sql`
    SELECT EXISTS (SELECT FROM cluster WHERE rescore_at <= ${now})
      OR EXISTS (SELECT FROM workload WHERE rescore_at <= ${now}) AS due`)
  return row?.due ?? false
}

/** Hands the marks of clusters down to the workloads that run there. */
export async function markWorkloadsOfClusters(tx: Db, now: Date): Promise<void> {
  const changed = await tx.query<{ id: number }>(
    sql`UPDATE cluster SET rescore_at = NULL WHERE rescore_at <= ${now} RETURNING id`,
  )
  if (changed.length === 0) return
  await tx.query(sql`
    UPDATE workload SET rescore_at = LEAST(rescore_at, ${now})
    WHERE cluster_id = ANY(${changed.map(({ id }) => id)}::int[]) AND gone_at IS NULL`)
}

export interface DueWorkload {
  id: number
  lastAlertAt: Date | null
  /** Of what it runs now. */
  imageIds: number[]
}

/** Workloads whose issues must be scored again, the longest due first; locked, so that a mark made meanwhile waits and stays. */
export function lockDueWorkloads(tx: Db, now: Date, limit: number): Promise<DueWorkload[]> {
  return tx.query(sql`
    SELECT w.id, w.last_alert_at AS "lastAlertAt",
      ARRAY(SELECT DISTINCT d.image_id FROM deployment_span d WHERE d.workload_id = w.id AND d.ended_at IS NULL) AS "imageIds"
    FROM workload w WHERE w.rescore_at <= ${now} ORDER BY w.rescore_at LIMIT ${limit} FOR UPDATE OF w`)
}

/** Dates when these workloads are due next; null is never. */
export async function setRescoreAt(tx: Db, next: readonly { id: number; at: Date | null }[]): Promise<void> {
  await tx.query(sql`
    UPDATE workload w SET rescore_at = n.at
    FROM unnest(${next.map(({ id }) => id)}::bigint[], ${next.map(({ at }) => at)}::timestamptz[]) AS n (id, at)
    WHERE w.id = n.id`)
}
