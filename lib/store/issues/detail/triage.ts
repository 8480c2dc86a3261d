import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

interface Person {
  id: string
  name: string
}

export interface StoredTriage {
  stoppedAt: Date | null
  snooze: { until: string; reason: string; at: string; by: Person | null } | null
  acknowledged: { at: string; by: Person | null } | null
}

/** What people put off and said that they have seen. Times inside are ISO 8601. */
export async function triageOf(db: Db, issueId: number): Promise<StoredTriage | null> {
  const [row] = await db.query<StoredTriage>(sql`
    SELECT i.stopped_at AS "stoppedAt",
      CASE WHEN i.snoozed_until IS NOT NULL THEN json_build_object('until', to_json(i.snoozed_until), 'reason', COALESCE(s.reason, ''),
        'at', to_json(COALESCE(s.at, i.opened_at)),
        'by', CASE WHEN su.id IS NOT NULL THEN json_build_object('id', su.id, 'name', su.name) END) END AS snooze,
      CASE WHEN i.acknowledged_at IS NOT NULL THEN json_build_object('at', to_json(i.acknowledged_at),
        'by', CASE WHEN au.id IS NOT NULL THEN json_build_object('id', au.id, 'name', au.name) END) END AS acknowledged
    FROM issue i LEFT JOIN snooze s ON s.issue_id = i.id LEFT JOIN "user" su ON su.id = s.user_id
    LEFT JOIN "user" au ON au.id = i.acknowledged_by WHERE i.id = ${issueId}`)
  return row ?? null
}

export interface EarlyClosing {
  by: string | null
  at: Date
  how: string
  source: string | null
  subject: string
  seenAt: Date | null
  reportId: string | null
}

/** How a person closed the episode before the newest one, and what saw it again; null where nobody did. */
export async function earlyClosingOf(db: Db, issueId: number): Promise<EarlyClosing | null> {
  const [row] = await db.query<EarlyClosing>(sql`
    SELECT told.by, e.closed_at AS at, COALESCE(e.evidence ->> 'text', '') AS how, seen.source, COALESCE(seen.subject, '') AS subject,
      seen.first_seen_at AS "seenAt", seen.report_id AS "reportId"
    FROM episode e JOIN episode n ON n.issue_id = e.issue_id AND n.number = e.number + 1
      AND n.number = (SELECT max(number) FROM episode WHERE issue_id = ${issueId})
    LEFT JOIN LATERAL (SELECT u.name AS by FROM timeline_entry t LEFT JOIN "user" u ON u.id = t.user_id
      WHERE t.issue_id = e.issue_id AND t.type = e.close_reason AND t.at <= e.closed_at ORDER BY t.at DESC LIMIT 1) told ON true
    LEFT JOIN LATERAL (SELECT sc.source, s.first_seen_at, sc.report_id,
        COALESCE(v.digest, w.namespace || '/' || w.name, r.name, c.name) AS subject
      FROM sighting s JOIN scope sc ON sc.id = s.scope_id LEFT JOIN image_version v ON v.id = sc.image_version_id
      LEFT JOIN workload w ON w.id = sc.workload_id LEFT JOIN repository r ON r.id = sc.repository_id
      LEFT JOIN cluster c ON c.id = sc.cluster_id
      WHERE s.issue_id = e.issue_id AND s.first_seen_at >= n.opened_at ORDER BY s.first_seen_at, s.id LIMIT 1) seen ON true
    WHERE e.issue_id = ${issueId} AND e.close_reason IN ('handled', 'resolved')`)
  return row ?? null
}
