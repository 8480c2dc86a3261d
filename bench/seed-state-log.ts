import sql from 'sql-template-tag'
import type { Db } from '../lib/store/database.ts'

const BATCH = 100_000

/**
 * Two years of history of this many issues, about three entries each: most close after some weeks, some come back, some go to
 * another team. Few teams, places and kinds have most of them, as in a real shop.
 */
export async function seedStateLog(db: Db, issues: number): Promise<void> {
  await db.query(sql`
    INSERT INTO team (id, slug, name) SELECT n, 'team-' || n, 'Team ' || n FROM generate_series(1, 24) n`)
  await db.query(sql`
    INSERT INTO cluster (id, name, environment)
    SELECT n, 'cluster-' || n, (ARRAY['production', 'production', 'staging', 'development'])[1 + n % 4]
    FROM generate_series(1, 8) n`)
  await db.query(sql`CREATE UNLOGGED TABLE told (LIKE state_log INCLUDING DEFAULTS)`)
  for (let from = 1; from <= issues; from += BATCH) await seedBatch(db, from, Math.min(issues, from + BATCH - 1))
  // In the order in which it happened, as it would have been written.
  await db.query(sql`
    INSERT INTO state_log (at, event, issue_id, episode, kind, severity, risk, status, stage, team_id, environment, cluster_ids, opened_at,
      due_at, close_reason, fix_built_at, rolled_out_at)
    SELECT at, event, issue_id, episode, kind, severity, risk, status, stage, team_id, environment, cluster_ids, opened_at,
      due_at, close_reason, fix_built_at, rolled_out_at FROM told ORDER BY at`)
  await db.query(sql`DROP TABLE told`)
  await db.query(sql`ANALYZE state_log`)
}

/** So many issues more that a report has just opened, of one team in one cluster. */
export async function openToday(db: Db, after: number, count: number): Promise<void> {
  await db.query(sql`
    INSERT INTO state_log (at, event, issue_id, episode, kind, severity, risk, status, stage, team_id, environment, cluster_ids, opened_at)
    SELECT now(), 'opened', i, 1, 'vulnerability', 1 + i % 4, 50, 'open', 'build', 3, 'production', '{2}', now()
    FROM generate_series(${after + 1}::bigint, ${after + count}::bigint) i`)
}

async function seedBatch(db: Db, from: number, to: number): Promise<void> {
  await db.query(sql`
    WITH born AS (
      SELECT i, hashint8(i) & 1023 AS luck, hashint8(i * 7) & 1023 AS chance, hashint8(i * 13) & 1023 AS spread
      FROM generate_series(${from}::bigint, ${to}::bigint) i
    ), issue AS (
      SELECT i, luck, chance, 1 + floor(24 * power(spread / 1024.0, 2))::int AS team,
        (ARRAY['vulnerability', 'vulnerability', 'vulnerability', 'vulnerability', 'misconfiguration', 'secret', 'threat'])[1 + luck % 7] AS kind,
        (ARRAY[4, 3, 3, 2, 2, 2, 1, 1])[1 + chance % 8] AS severity, (ARRAY['build', 'build', 'build', 'deploy', 'runtime'])[1 + spread % 5] AS stage,
        now() - (730.0 * (i - 1) / ${to - from + 1} % 730) * interval '1 day' - luck * interval '1 minute' AS at
      FROM born
    ), lived AS (
      SELECT *, at + (3 + chance % 60) * interval '1 day' + spread_minutes AS closed_at FROM (
        SELECT *, (chance * 37 % 1440) * interval '1 minute' AS spread_minutes FROM issue) i
    ), entry AS (
      SELECT i, at, 'opened' AS event, 1 AS episode, 'open' AS status, team, NULL AS reason, at AS opened_at FROM lived
      UNION ALL SELECT i, at + interval '1 day', 'reassigned', 1, 'open', 1 + team % 24, NULL, at FROM lived WHERE luck < 100
      UNION ALL SELECT i, closed_at, 'closed', 1, 'closed', CASE WHEN luck < 100 THEN 1 + team % 24 ELSE team END,
        CASE WHEN luck % 5 = 0 THEN 'gone' ELSE 'fixed' END, at FROM lived WHERE closed_at < now() AND luck < 950
      UNION ALL SELECT i, closed_at + interval '9 days', 'reopened', 2, 'open', team, NULL, closed_at + interval '9 days'
        FROM lived WHERE closed_at + interval '9 days' < now() AND luck < 120
      UNION ALL SELECT i, at + interval '2 days', 'worsened', 1, 'open', team, NULL, at FROM lived WHERE luck BETWEEN 100 AND 950
    )
    INSERT INTO told (id, at, event, issue_id, episode, kind, severity, risk, status, stage, team_id, environment, cluster_ids, opened_at,
      due_at, close_reason, fix_built_at, rolled_out_at)
    SELECT 0, e.at, e.event, e.i, e.episode, t.kind, t.severity, 50, e.status, t.stage, e.team,
      (ARRAY['production', 'staging', 'production'])[1 + t.team % 3], ARRAY[1 + t.team % 8], e.opened_at,
      e.opened_at + interval '30 days', e.reason,
      CASE WHEN e.event = 'closed' THEN e.opened_at + (e.at - e.opened_at) * 0.4 END,
      CASE WHEN e.event = 'closed' THEN e.at END
    FROM entry e JOIN lived t ON t.i = e.i`)
}
