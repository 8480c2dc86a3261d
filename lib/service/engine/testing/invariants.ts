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
