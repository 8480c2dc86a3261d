import sql, { type Sql } from 'sql-template-tag'
import type { Stage } from '../../domain/observation.ts'
import type { Db } from '../database.ts'
import {
  type StoredWorkloadIdentity,
  WORKLOAD_IDENTITY,
  type WorkloadFilter,
  type WorkloadKey,
  workloadPage,
} from '../workloads/page.ts'

export interface StoredCovered extends StoredWorkloadIdentity {
  factsAt: Date | null
}

/** Whether a stage of a `workload w` is not known, or not all of it; $now decides what is silent. */
function gapAt(stage: Stage, now: Date): Sql {
  if (stage === 'build')
    return sql`(NOT EXISTS (SELECT FROM workload_container k WHERE k.workload_id = w.id) OR EXISTS (
      SELECT FROM workload_container k WHERE k.workload_id = w.id AND NOT EXISTS (SELECT FROM scope s
        WHERE s.image_version_id = k.image_version_id AND s.scan = 'vulnerability' AND s.complete_at IS NOT NULL)))`
  if (stage === 'deploy')
    return sql`(w.facts_at IS NULL OR EXISTS (SELECT FROM source_stream g
      WHERE g.kind = 'admission' AND g.cluster_id = w.cluster_id AND g.silent_at <= ${now}))`
  return sql`NOT EXISTS (SELECT FROM source_stream e
    WHERE e.kind = 'events' AND e.cluster_id = w.cluster_id AND (e.silent_at IS NULL OR e.silent_at > ${now}))`
}

/** Workloads that run, by namespace and name; with `gap` those of which this stage is not known. */
export function coveredWorkloads(
  db: Db,
  { gap, ...filter }: WorkloadFilter & { gap: Stage | null },
  after: WorkloadKey | null,
  limit: number,
  now: Date,
): Promise<StoredCovered[]> {
  const also = [sql`w.gone_at IS NULL`, ...(gap === null ? [] : [gapAt(gap, now)])]
  return db.query(workloadPage(sql`${WORKLOAD_IDENTITY}, w.facts_at AS "factsAt"`, filter, also, after, limit))
}
