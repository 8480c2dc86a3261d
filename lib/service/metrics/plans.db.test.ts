import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { BEHIND } from '../../domain/metrics/behind.ts'
import { splitFor } from '../../domain/metrics/cells.ts'
import { type Db, database } from '../../store/database.ts'
import { daysOfScope } from '../../store/metrics/days.ts'
import { listFacts } from '../../store/metrics/list-facts.ts'
import { remediationTimes } from '../../store/metrics/remediation-times.ts'
import type { StoredScope } from '../../store/metrics/scope.ts'
import { sumsOf } from '../../store/metrics/sums.ts'
import { watched } from '../../store/testing/watched.ts'

const EVERYTHING: StoredScope = {
  ...{ basis: 'then', teamIds: null, clusterIds: null, environment: null, kind: null, severity: null },
}
const PERIOD = { from: '2026-10-02', to: '2026-10-31' }

/** Two years of facts, and of sums of all, by team and by everything, so that the planner would read them all, did no index serve. */
beforeAll(async () => {
  const db = database()
  await db.query(sql`
    INSERT INTO metric_fact (issue_id, n, event, at, kind, regression, open_delta, load_delta, seconds, was_cluster_ids, was_severity, was_team_id,
      team_id, cluster_ids, severity)
    SELECT i, 0, CASE WHEN i % 2 = 0 THEN 'fixed' ELSE 'opened' END, timestamptz '2026-11-21' - i * interval '20 minutes', 'secret', false, 0, 0,
      CASE WHEN i % 2 = 0 THEN i END, '{1}', 4, 1 + i % 24, 1 + i % 24, '{1}', 4
    FROM generate_series(1, 50000) i`)
  const byTeam = splitFor({ team: true })
  await db.query(sql`
    INSERT INTO metric_cell
    SELECT 'then', split, date '2026-11-21' - day, team, -1, '*', '*', -1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM generate_series(1, 730) day, generate_series(1, 24) team, unnest(ARRAY[${byTeam}::int, 90, 91, 92]) split`)
  await db.query(sql`VACUUM ANALYZE metric_fact`)
  await db.query(sql`VACUUM ANALYZE metric_cell`)
}, 120_000)

async function scansOf(ask: (db: Db) => Promise<unknown>): Promise<string[]> {
  const { db, scans } = watched(database(), /Seq Scan on metric_/)
  await ask(db)
  return scans
}

test('sees a scan where there is one', async () => {
  expect(await scansOf((db) => db.query(sql`SELECT FROM metric_fact WHERE kind = 'none'`))).toHaveLength(1)
})

test('a page of rows costs a page, whatever it is narrowed by', async () => {
  const filter = { behind: BEHIND.fixed, days: PERIOD, today: '2026-11-21' }
  for (const scope of [EVERYTHING, { ...EVERYTHING, teamIds: [3] }]) {
    for (const behind of [BEHIND.fixed, BEHIND.netResolveRate, BEHIND.escapeRate])
      expect(await scansOf((db) => listFacts(db, { ...filter, scope, behind }, null, 51))).toEqual([])
  }
})

test('a month is read from the sums of its days and from its own remediations', async () => {
  const asked = { period: PERIOD, since: '2026-09-02', by: 'team' as const }
  expect(await scansOf((db) => sumsOf(db, EVERYTHING, asked))).toEqual([])
  expect(await scansOf((db) => daysOfScope(db, EVERYTHING, PERIOD, 'team'))).toEqual([])
  expect(await scansOf((db) => remediationTimes(db, EVERYTHING, asked))).toEqual([])
})
