import sql from 'sql-template-tag'
import type { CloseEvidence } from '../../../domain/episode.ts'
import type { CloseReason } from '../../../domain/lifecycle.ts'
import type { Stage } from '../../../domain/observation.ts'
import type { Db } from '../../database.ts'

export const MAX_EPISODES = 50
export const MAX_ENTRIES = 200
export const MAX_DECISIONS = 50
export const MAX_ALERT_HOURS = 100

export interface StoredEpisode {
  number: number
  openedAt: Date
  openedStage: Stage
  closedAt: Date | null
  closeReason: CloseReason | null
  fixBuiltAt: Date | null
  rolledOutAt: Date | null
  evidence: CloseEvidence | null
}

/** The newest episodes of an issue, newest first. */
export function episodesOf(db: Db, issueId: number): Promise<StoredEpisode[]> {
  return db.query<StoredEpisode>(sql`
    SELECT number, opened_at AS "openedAt", opened_stage AS "openedStage", closed_at AS "closedAt",
      close_reason AS "closeReason", fix_built_at AS "fixBuiltAt", rolled_out_at AS "rolledOutAt", evidence
    FROM episode WHERE issue_id = ${issueId} ORDER BY number DESC LIMIT ${MAX_EPISODES}`)
}

export interface StoredEntry {
  at: Date
  type: string
  person: string | null
  data: Record<string, unknown>
}

/** The newest things that people and the system did to an issue. */
export function entriesOf(db: Db, issueId: number): Promise<StoredEntry[]> {
  return db.query<StoredEntry>(sql`
    SELECT e.at, e.type, u.name AS person, e.data
    FROM timeline_entry e LEFT JOIN "user" u ON u.id = e.user_id
    WHERE e.issue_id = ${issueId} ORDER BY e.at DESC, e.id DESC LIMIT ${MAX_ENTRIES}`)
}

export interface StoredGateStep {
  id: string
  at: Date
  verdict: 'allow' | 'warn' | 'deny'
  breakGlass: string | null
  workload: string
  messages: string[]
}

/** The newest answers of the gate about these workloads, dry runs left out. */
export function gateStepsOf(db: Db, workloadIds: readonly number[]): Promise<StoredGateStep[]> {
  return db.query<StoredGateStep>(sql`
    SELECT id, at, verdict, break_glass AS "breakGlass", namespace || '/' || name AS workload,
      ARRAY(SELECT r ->> 'message' FROM jsonb_array_elements(results) r WHERE r ->> 'message' <> '') AS messages
    FROM decision
    WHERE workload_id = ANY (${workloadIds}::bigint[]) AND NOT dry_run AND operation <> 'DELETE'
    ORDER BY at DESC LIMIT ${MAX_DECISIONS}`)
}

export interface StoredAlertHour {
  issueId: number
  rule: string
  severity: number
  workloadId: number | null
  workload: string | null
  hour: Date
  alerts: number
  firstAt: Date
  lastAt: Date
  sample: Record<string, unknown>
}

/** The newest hours with alerts of one issue or on any of these workloads. */
export function alertHoursOf(db: Db, issueId: number, workloadIds: readonly number[]): Promise<StoredAlertHour[]> {
  return db.query<StoredAlertHour>(sql`
    SELECT a.issue_id AS "issueId", r.name AS rule, i.severity, w.id AS "workloadId",
      w.namespace || '/' || w.name AS workload, a.hour, a.alerts, a.first_at AS "firstAt", a.last_at AS "lastAt", a.sample
    FROM (
      (SELECT * FROM alert WHERE issue_id = ${issueId} ORDER BY hour DESC LIMIT ${MAX_ALERT_HOURS})
      UNION
      (SELECT * FROM alert WHERE workload_id = ANY (${workloadIds}::bigint[]) ORDER BY hour DESC LIMIT ${MAX_ALERT_HOURS})
    ) a
    JOIN issue i ON i.id = a.issue_id
    LEFT JOIN rule r ON r.id = i.rule_id
    LEFT JOIN workload w ON w.id = a.workload_id
    ORDER BY a.hour DESC LIMIT ${MAX_ALERT_HOURS}`)
}
