import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Containers and stays whose version was not known get it, where a tag or digest now tells. */
export async function resolveVersions(tx: Db, imageIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH told AS (
      SELECT DISTINCT ON (t.image_id, t.tag) t.image_id, t.tag, t.image_version_id FROM image_tag t
      WHERE t.image_id = ANY(${imageIds}::bigint[]) ORDER BY t.image_id, t.tag, t.moved_at DESC
    ), spans AS (
      UPDATE deployment_span d SET image_version_id = told.image_version_id FROM told
      WHERE d.image_id = told.image_id AND d.image_version_id IS NULL AND d.image_ref LIKE '%:' || told.tag RETURNING 1
    )
    UPDATE workload_container c SET image_version_id = told.image_version_id FROM told
    WHERE c.image_id = told.image_id AND c.image_version_id IS NULL AND c.image_ref LIKE '%:' || told.tag`)
}

/** Ends the sightings of versions that run nowhere once a newer one was completely scanned by the same source (DESIGN.md §7.2). */
export async function retireSightings(tx: Db, imageIds: readonly number[], at: Date): Promise<void> {
  await tx.query(sql`
    WITH retired AS (
      SELECT sc.id AS scope_id, v.id AS version_id FROM scope sc JOIN image_version v ON v.id = sc.image_version_id
      WHERE v.image_id = ANY(${imageIds}::bigint[])
        AND EXISTS (SELECT 1 FROM deployment_span)
        AND NOT EXISTS (SELECT 1 FROM deployment_span d WHERE d.image_id = v.image_id AND d.ended_at IS NULL
          AND (d.image_version_id = v.id OR d.image_version_id IS NULL))
        AND EXISTS (SELECT 1 FROM image_version n JOIN scope ns ON ns.image_version_id = n.id
          WHERE n.image_id = v.image_id AND n.first_seen_at > v.first_seen_at AND ns.source = sc.source
            AND ns.scan = sc.scan AND ns.complete_at IS NOT NULL)
    ), marked AS (
      UPDATE image_version SET retired_at = ${at} WHERE id IN (SELECT version_id FROM retired) AND retired_at IS NULL RETURNING 1
    )
    UPDATE sighting s SET ended_at = GREATEST(${at}, s.first_seen_at), end_reason = 'retired' FROM retired
    WHERE s.scope_id = retired.scope_id AND s.ended_at IS NULL`)
}

/** Marks the open episodes of which a newer, completely scanned version is free: the fix is built (DESIGN.md §7.4). */
export async function markFixBuilt(tx: Db, imageIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH newest AS (
      SELECT DISTINCT ON (v.image_id, sc.scan) v.image_id, sc.scan, v.id, sc.complete_at FROM image_version v
      JOIN scope sc ON sc.image_version_id = v.id AND sc.complete_at IS NOT NULL
      WHERE v.image_id = ANY(${imageIds}::bigint[]) ORDER BY v.image_id, sc.scan, v.first_seen_at DESC
    ), built AS (
      UPDATE episode e SET fix_built_at = GREATEST(e.opened_at, n.complete_at) FROM issue i, newest n
      WHERE e.issue_id = i.id AND e.closed_at IS NULL AND e.fix_built_at IS NULL AND i.image_id = n.image_id AND i.kind = n.scan
        AND NOT EXISTS (SELECT 1 FROM sighting s JOIN scope sc ON sc.id = s.scope_id
          WHERE s.issue_id = i.id AND s.ended_at IS NULL AND sc.image_version_id = n.id)
        AND EXISTS (SELECT 1 FROM sighting s JOIN scope sc ON sc.id = s.scope_id JOIN image_version v ON v.id = sc.image_version_id
          WHERE s.issue_id = i.id AND v.first_seen_at < (SELECT first_seen_at FROM image_version WHERE id = n.id))
      RETURNING e.issue_id, e.fix_built_at
    )
    INSERT INTO timeline_entry (issue_id, at, type) SELECT issue_id, fix_built_at, 'fix-built' FROM built`)
}

/**
 * Closes the open and excepted issues that no active sighting holds, with the evidence as the reason: fixed where a rescan
 * was clean or a workload moved to a clean, scanned version; gone where what was bad merely went away (DESIGN.md §7.3).
 */
export async function closeEnded(
  tx: Db,
  target: 'image' | 'workload' | 'repository',
  ids: readonly number[],
  at: Date,
): Promise<number> {
  const ofTarget = {
    image: sql`i.image_id = ANY(${ids}::bigint[])`,
    workload: sql`i.workload_id = ANY(${ids}::bigint[])`,
    repository: sql`i.repository_id = ANY(${ids}::bigint[])`,
  }[target]
  const closed = await tx.query<{ id: number }>(sql`
    WITH over AS (
      SELECT i.id, e.number, e.opened_at FROM issue i JOIN episode e ON e.issue_id = i.id AND e.closed_at IS NULL
      WHERE ${ofTarget} AND i.status IN ('open', 'excepted')
        AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.issue_id = i.id AND s.ended_at IS NULL)
        AND EXISTS (SELECT 1 FROM sighting s WHERE s.issue_id = i.id AND s.ended_at >= e.opened_at)
    ), bad AS (
      SELECT DISTINCT o.id, sc.image_version_id FROM over o JOIN sighting s ON s.issue_id = o.id JOIN scope sc ON sc.id = s.scope_id
      WHERE sc.image_version_id IS NOT NULL AND s.ended_at >= o.opened_at
    ), told AS (
      SELECT o.id, o.number, o.opened_at,
        (SELECT array_agg(DISTINCT s.end_reason) FROM sighting s WHERE s.issue_id = o.id AND s.ended_at >= o.opened_at) AS ends,
        NOT EXISTS (SELECT 1 FROM bad b JOIN deployment_span d ON d.image_version_id = b.image_version_id WHERE b.id = o.id) AS never_ran,
        EXISTS (SELECT 1 FROM bad b JOIN deployment_span d ON d.image_version_id = b.image_version_id
          JOIN deployment_span later ON later.workload_id = d.workload_id AND later.image_id = d.image_id AND later.started_at >= d.started_at
          JOIN scope sc ON sc.image_version_id = later.image_version_id AND sc.complete_at IS NOT NULL
          WHERE b.id = o.id AND NOT EXISTS (SELECT 1 FROM bad x WHERE x.id = o.id AND x.image_version_id = later.image_version_id)) AS moved
      FROM over o
    ), reasoned AS (
      SELECT *, CASE WHEN 'handled' = ANY(ends) THEN 'handled' WHEN 'rescanned' = ANY(ends) THEN 'fixed'
        WHEN 'retired' = ANY(ends) AND (never_ran OR moved) THEN 'fixed'
        WHEN 'retired' = ANY(ends) OR 'deleted' = ANY(ends) THEN 'gone' ELSE 'quiet' END AS reason FROM told
    ), ended AS (
      UPDATE episode e SET closed_at = GREATEST(${at}, e.opened_at), close_reason = r.reason,
        rolled_out_at = CASE WHEN r.moved THEN GREATEST(${at}, e.opened_at) END,
        evidence = jsonb_build_object('ended', to_jsonb(r.ends), 'text', CASE WHEN r.moved THEN 'No workload runs an affected version any more'
          WHEN 'rescanned' = ANY(r.ends) THEN 'A complete scan no longer found it' ELSE 'What it was found in is gone' END)
      FROM reasoned r WHERE e.issue_id = r.id AND e.number = r.number RETURNING 1
    )
    UPDATE issue i SET status = 'closed', closed_at = GREATEST(${at}, i.opened_at), close_reason = r.reason, excepted_until = NULL,
      version = i.version + 1
    FROM reasoned r WHERE i.id = r.id RETURNING i.id`)
  return closed.length
}

/** Whether an affected version runs, and the stages that follow from it. */
export async function markRunning(tx: Db, imageIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    WITH now AS (
      SELECT i.id, EXISTS (SELECT 1 FROM sighting s JOIN scope sc ON sc.id = s.scope_id
          JOIN deployment_span d ON d.image_version_id = sc.image_version_id AND d.ended_at IS NULL
          WHERE s.issue_id = i.id AND s.ended_at IS NULL) AS running,
        EXISTS (SELECT 1 FROM sighting s JOIN scope sc ON sc.id = s.scope_id
          JOIN deployment_span d ON d.image_version_id = sc.image_version_id AND d.ended_at IS NULL
          JOIN workload w ON w.id = d.workload_id AND w.last_alert_at >= d.started_at
          WHERE s.issue_id = i.id AND s.ended_at IS NULL) AS seen
      FROM issue i WHERE i.image_id = ANY(${imageIds}::bigint[]) AND i.status <> 'closed'
    )
    UPDATE issue i SET running = now.running,
      stages = i.stages | (CASE WHEN now.running THEN 2 ELSE 0 END) | (CASE WHEN now.seen THEN 4 ELSE 0 END)
    FROM now WHERE i.id = now.id AND EXISTS (SELECT 1 FROM deployment_span)
      AND (i.running IS DISTINCT FROM now.running OR (now.seen AND i.stages & 4 = 0))`)
}

/** A workload's own issues run as long as it does. */
export async function markWorkloadsRunning(tx: Db, workloadIds: readonly number[]): Promise<void> {
  await tx.query(sql`
    UPDATE issue i SET running = (w.gone_at IS NULL) FROM workload w
    WHERE w.id = i.workload_id AND w.id = ANY(${workloadIds}::bigint[]) AND i.status <> 'closed'
      AND i.running IS DISTINCT FROM (w.gone_at IS NULL)`)
}
