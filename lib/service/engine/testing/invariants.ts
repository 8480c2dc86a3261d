import sql from 'sql-template-tag'
import { expect } from 'vitest'
import { database } from '../../../store/database.ts'

/** What must be so whatever happened. Each names the issues or workloads of which it is not. */
export async function expectSound(): Promise<void> {
  expect(await counts()).toEqual([])
  expect(await evidence()).toEqual([])
  expect(await histories()).toEqual([])
  expect(await running()).toEqual([])
  expect(await stays()).toEqual([])
  expect(await logged()).toEqual([])
  expect(await loaded()).toEqual([])
  expect(await placed()).toEqual([])
}

/** The counts of the queue are those of a recount. */
function counts() {
  return database().query(sql`
    SELECT cell, sum(n)::int AS "countedTooMany" FROM (
      SELECT cell, issues AS n FROM issue_count UNION ALL SELECT cell, -1 FROM issue
    ) both_ways GROUP BY cell HAVING sum(n) <> 0`)
}

/** What is open is seen somewhere, and what is closed nowhere. */
function evidence() {
  return database().query(sql`
    SELECT i.key, i.status FROM issue i WHERE i.status <> 'dismissed'
      AND (i.status = 'closed') = EXISTS (SELECT FROM sighting s WHERE s.issue_id = i.id AND s.ended_at IS NULL)`)
}

/** Episodes follow each other, the last one says what the issue says, and only a fix is rolled out. */
function histories() {
  return database().query(sql`
    SELECT key, number FROM (
      SELECT i.key, i.status, i.opened_at AS issue_opened, i.closed_at AS issue_closed, i.close_reason AS issue_reason, e.*,
        row_number() OVER w AS nth, lag(e.closed_at) OVER w AS before, lead(e.number) OVER w IS NULL AS last
      FROM issue i LEFT JOIN episode e ON e.issue_id = i.id WINDOW w AS (PARTITION BY i.id ORDER BY e.number)
    ) told
    WHERE number IS DISTINCT FROM nth
      OR before > opened_at
      OR (number > 1 AND before IS NULL)
      OR (rolled_out_at IS NOT NULL AND close_reason IS DISTINCT FROM 'fixed')
      OR fix_built_at < opened_at OR rolled_out_at < opened_at OR rolled_out_at > closed_at
      OR (last AND (opened_at <> issue_opened OR closed_at IS DISTINCT FROM issue_closed
        OR close_reason IS DISTINCT FROM issue_reason OR (closed_at IS NULL) = (status = 'closed')))`)
}

/** An image's issue that is not closed runs where a version runs in which it is seen, and nowhere else. */
function running() {
  return database().query(sql`
    SELECT i.key, i.running FROM issue i WHERE i.image_id IS NOT NULL AND i.status <> 'closed'
      AND COALESCE(i.running, false) <> EXISTS (
        SELECT FROM sighting s JOIN scope sc ON sc.id = s.scope_id
        JOIN deployment_span d ON d.image_version_id = sc.image_version_id AND d.ended_at IS NULL
        WHERE s.issue_id = i.id AND s.ended_at IS NULL)`)
}

/** What is gone runs nothing, and what runs is what its containers say. */
function stays() {
  return database().query(sql`
    SELECT w.name FROM workload w
    WHERE (w.gone_at IS NOT NULL AND EXISTS (SELECT FROM deployment_span d WHERE d.workload_id = w.id AND d.ended_at IS NULL))
      OR (w.gone_at IS NULL AND EXISTS (SELECT FROM workload_container c WHERE c.workload_id = w.id AND NOT EXISTS (
        SELECT FROM deployment_span d WHERE d.workload_id = w.id AND d.ended_at IS NULL AND d.image_ref = c.image_ref
          AND d.image_version_id IS NOT DISTINCT FROM c.image_version_id)))`)
}

/** The log, read from its beginning, comes to what every issue says: its episode, its status, its team, its dates, where it bites. */
function logged() {
  return database().query(sql`
    WITH last AS (
      SELECT DISTINCT ON (issue_id) * FROM state_log WHERE issue_id IS NOT NULL ORDER BY issue_id, id DESC
    ), episodes AS (
      SELECT issue_id, episode, count(*) FILTER (WHERE event IN ('opened', 'reopened')) AS opened,
        count(*) FILTER (WHERE event = 'closed') - count(*) FILTER (WHERE event = 'unclosed') AS closed
      FROM state_log WHERE issue_id IS NOT NULL GROUP BY issue_id, episode
    )
    SELECT i.key, l.event, l.status AS logged, i.status, l.team_id AS "loggedTeam", i.team_id AS team
    FROM issue i LEFT JOIN last l ON l.issue_id = i.id
    WHERE l.issue_id IS NULL OR l.status <> i.status OR l.opened_at <> i.opened_at OR (i.status <> 'closed'
      AND (l.team_id IS DISTINCT FROM i.team_id OR l.severity <> i.severity))
    UNION ALL
    SELECT i.key, l.event, 'due ' || l.due_at || ', in ' || COALESCE(l.environment, '') || l.cluster_ids::text,
      'due ' || i.due_at || ', in ' || COALESCE(p.environment, '') || p.cluster_ids::text, NULL, NULL
    FROM issue i JOIN last l ON l.issue_id = i.id JOIN place p ON p.id = i.place_id WHERE i.status = 'open'
      AND (l.due_at IS DISTINCT FROM i.due_at OR l.environment IS DISTINCT FROM p.environment OR l.cluster_ids <> p.cluster_ids)
    UNION ALL
    SELECT i.key, 'episode ' || e.number, p.opened || ' opened', p.closed || ' closed', NULL, NULL
    FROM episode e JOIN issue i ON i.id = e.issue_id LEFT JOIN episodes p ON p.issue_id = e.issue_id AND p.episode = e.number
    WHERE p.opened IS DISTINCT FROM 1 OR p.closed IS DISTINCT FROM (CASE WHEN e.closed_at IS NULL THEN 0 ELSE 1 END)`)
}

/** The load is that of a recount. */
function loaded() {
  return database().query(sql`
    SELECT place_id, team_id, image_id, sum(n)::int AS issues, sum(weight)::int AS weight FROM (
      SELECT place_id, team_id, image_id, issues AS n, weight FROM load_count
      UNION ALL SELECT place_id, team_id, image_id, -1, -risk::bigint * risk FROM issue WHERE status = 'open'
    ) both_ways GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(weight) <> 0`)
}

/**
 * What is not closed has a place; an image's issue bites where a version runs in which it is seen, a workload's own there, once
 * what waits to be scored again was scored.
 */
function placed() {
  return database().query(sql`
    WITH bites AS (
      SELECT DISTINCT s.issue_id, d.workload_id FROM sighting s JOIN scope sc ON sc.id = s.scope_id
      JOIN deployment_span d ON d.image_version_id = sc.image_version_id AND d.ended_at IS NULL
      JOIN issue i ON i.id = s.issue_id AND i.workload_id IS NULL AND i.status <> 'closed' WHERE s.ended_at IS NULL
      UNION SELECT i.id, w.id FROM issue i JOIN workload w ON w.id = i.workload_id AND w.gone_at IS NULL WHERE i.status <> 'closed'
    ), kept AS (
      SELECT i.id, pw.workload_id FROM issue i JOIN place_workload pw ON pw.place_id = i.place_id WHERE i.status <> 'closed'
    )
    SELECT i.key, b.workload_id AS bites, k.workload_id AS kept FROM bites b FULL JOIN kept k
      ON k.id = b.issue_id AND k.workload_id = b.workload_id JOIN issue i ON i.id = COALESCE(b.issue_id, k.id)
    WHERE (b.issue_id IS NULL OR k.id IS NULL)
      AND NOT EXISTS (SELECT FROM workload w WHERE w.id = COALESCE(b.workload_id, k.workload_id) AND w.rescore_at <= now())
    UNION ALL SELECT key, NULL, NULL FROM issue WHERE status <> 'closed' AND place_id IS NULL
    -- What is kept of a place is what its workloads say.
    UNION ALL SELECT p.key, NULL, NULL FROM place p JOIN (SELECT pw.place_id,
        min(array_position(ARRAY['production', 'staging', 'development'], c.environment)) AS gravest,
        array_agg(DISTINCT w.cluster_id ORDER BY w.cluster_id) AS clusters
      FROM place_workload pw JOIN workload w ON w.id = pw.workload_id JOIN cluster c ON c.id = w.cluster_id GROUP BY 1) r ON r.place_id = p.id
    WHERE p.environment IS DISTINCT FROM (ARRAY['production', 'staging', 'development'])[r.gravest] OR p.cluster_ids <> r.clusters`)
}
