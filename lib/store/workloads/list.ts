import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import {
  type StoredWorkloadIdentity,
  WORKLOAD_IDENTITY,
  type WorkloadFilter,
  type WorkloadKey,
  workloadPage,
} from './page.ts'

export interface StoredWorkload extends StoredWorkloadIdentity {
  replicas: number | null
  lastAlertAt: Date | null
  brokeGlassAt: Date | null
  lastSeenAt: Date
  goneAt: Date | null
}

/** The columns of a row, of `workload w` with its cluster `c` and team `t`. */
export const WORKLOAD_COLUMNS = sql`${WORKLOAD_IDENTITY}, w.replicas, w.last_alert_at AS "lastAlertAt",
  w.broke_glass_at AS "brokeGlassAt", w.last_seen_at AS "lastSeenAt", w.gone_at AS "goneAt"`

/** Workloads by namespace and name, with `gone` also those that are gone. */
export function listWorkloads(
  db: Db,
  { gone, ...filter }: WorkloadFilter & { gone: boolean },
  after: WorkloadKey | null,
  limit: number,
): Promise<StoredWorkload[]> {
  return db.query(workloadPage(WORKLOAD_COLUMNS, filter, gone ? [] : [sql`w.gone_at IS NULL`], after, limit))
}
