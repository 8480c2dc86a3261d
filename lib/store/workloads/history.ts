import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface StoredSpan {
  imageRef: string
  digest: string | null
  startedAt: Date
  endedAt: Date | null
  endedBy: 'replaced' | 'deleted' | null
}

/** What a workload ran, the newest 50 first. */
export function spansOf(db: Db, workloadId: number): Promise<StoredSpan[]> {
  return db.query<StoredSpan>(sql`
    SELECT s.image_ref AS "imageRef", v.digest, s.started_at AS "startedAt", s.ended_at AS "endedAt", s.ended_by AS "endedBy"
    FROM deployment_span s LEFT JOIN image_version v ON v.id = s.image_version_id
    WHERE s.workload_id = ${workloadId} ORDER BY s.started_at DESC, s.id DESC LIMIT 50`)
}

export interface StoredWorkloadAlert {
  issueId: number
  rule: string
  hour: Date
  alerts: number
  firstAt: Date
  lastAt: Date
}

/** Alerts on a workload by rule and hour, the newest 50 first. */
export function alertsOf(db: Db, workloadId: number): Promise<StoredWorkloadAlert[]> {
  return db.query<StoredWorkloadAlert>(sql`
    SELECT a.issue_id AS "issueId", r.name AS rule, a.hour, a.alerts, a.first_at AS "firstAt", a.last_at AS "lastAt"
    FROM (SELECT * FROM alert WHERE workload_id = ${workloadId} ORDER BY hour DESC LIMIT 50) a
    JOIN issue i ON i.id = a.issue_id
    JOIN rule r ON r.id = i.rule_id
    ORDER BY a.hour DESC`)
}
