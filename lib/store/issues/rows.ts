import sql from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { CloseReason, IssueStatus } from '../../domain/lifecycle.ts'
import type { IssueKind } from '../../domain/observation.ts'
import { DEFAULT_CLOCKS } from '../../domain/sla.ts'
import type { Db } from '../database.ts'

/** An issue with the names that a row of the queue shows. */
export interface StoredIssue {
  id: number
  kind: IssueKind
  key: string
  status: IssueStatus
  severity: number
  risk: number
  stages: number
  kev: boolean
  running: boolean | null
  exposed: boolean | null
  place: string
  fixedVersion: string
  firstSeenAt: Date
  openedAt: Date
  closedAt: Date | null
  closeReason: CloseReason | null
  dueAt: Date | null
  /** Since when its clock stands. */
  stoppedAt: Date | null
  acknowledgedAt: Date | null
  snoozedUntil: Date | null
  /** Times are ISO 8601. */
  pending: { by: { id: string; name: string } | null; at: string; until: string; reason: string } | null
  tickets: number
  /** So many days before its date an issue is near it. */
  soonDays: number
  exceptedUntil: Date | null
  ownerBy: string
  version: number
  vulnerabilityId: number | null
  vulnerability: string | null
  packageId: number | null
  package: string | null
  ruleId: number | null
  rule: string | null
  ruleTitle: string | null
  imageId: number | null
  image: string | null
  workloadId: number | null
  workload: string | null
  repositoryId: number | null
  repository: string | null
  clusterId: number | null
  cluster: string | null
  team: TeamRef | null
  assignee: { id: string; name: string } | null
  /** Workloads that run it now. */
  workloads: number
}

/** The issues with these ids, in the order of the ids; ids that are gone are left out. */
export function issueRows(db: Db, ids: readonly number[]): Promise<StoredIssue[]> {
  return db.query<StoredIssue>(sql`
    SELECT i.id, i.kind, i.key, i.status, i.severity, i.risk, i.stages, i.kev, i.running, i.exposed, i.place,
      i.fixed_version AS "fixedVersion", i.first_seen_at AS "firstSeenAt", i.opened_at AS "openedAt",
      i.closed_at AS "closedAt", i.close_reason AS "closeReason", i.due_at AS "dueAt",
      i.stopped_at AS "stoppedAt", i.acknowledged_at AS "acknowledgedAt", i.snoozed_until AS "snoozedUntil",
      (SELECT json_build_object('at', to_json(a.requested_at), 'until', to_json(a.until), 'reason', a.reason, 'by',
          CASE WHEN au.id IS NOT NULL THEN json_build_object('id', au.id, 'name', au.name) END)
        FROM approval_request a LEFT JOIN "user" au ON au.id = a.requested_by
        WHERE a.issue_id = i.id AND a.outcome IS NULL) AS pending,
      (SELECT count(*)::int FROM issue_ticket k WHERE k.issue_id = i.id) AS tickets,
      COALESCE((SELECT (document ->> 'soonDays')::int FROM clock_policy ORDER BY version DESC LIMIT 1),
        ${DEFAULT_CLOCKS.soonDays}::int) AS "soonDays",
      i.excepted_until AS "exceptedUntil", i.owner_by AS "ownerBy", i.version,
      i.vulnerability_id AS "vulnerabilityId", v.name AS vulnerability, i.package_id AS "packageId", p.name AS package,
      i.rule_id AS "ruleId", r.name AS rule, r.title AS "ruleTitle", i.image_id AS "imageId", im.repository AS image,
      i.workload_id AS "workloadId", concat_ws('/', wc.name, w.namespace, w.name) AS workload,
      i.repository_id AS "repositoryId", re.name AS repository, i.cluster_id AS "clusterId", c.name AS cluster,
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team,
      CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS assignee,
      CASE WHEN i.workload_id IS NOT NULL THEN (w.gone_at IS NULL)::int ELSE running.workloads END AS workloads
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS wanted (id, position)
    JOIN issue i ON i.id = wanted.id
    LEFT JOIN vulnerability v ON v.id = i.vulnerability_id
    LEFT JOIN package p ON p.id = i.package_id
    LEFT JOIN rule r ON r.id = i.rule_id
    LEFT JOIN image im ON im.id = i.image_id
    LEFT JOIN workload w ON w.id = i.workload_id
    LEFT JOIN cluster wc ON wc.id = w.cluster_id
    LEFT JOIN repository re ON re.id = i.repository_id
    LEFT JOIN cluster c ON c.id = i.cluster_id
    LEFT JOIN team t ON t.id = i.team_id
    LEFT JOIN "user" u ON u.id = i.assignee_id
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT k.workload_id)::int AS workloads
      FROM sighting s
      JOIN scope sc ON sc.id = s.scope_id
      JOIN workload_container k ON k.image_version_id = sc.image_version_id
      JOIN workload kw ON kw.id = k.workload_id AND kw.gone_at IS NULL
      WHERE s.issue_id = i.id AND s.ended_at IS NULL
    ) running ON i.workload_id IS NULL
    ORDER BY wanted.position`)
}
