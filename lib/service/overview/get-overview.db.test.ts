import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { DecisionListQuery } from '../../contract/decisions.ts'
import type { Overview } from '../../contract/overview.ts'
import { ReportListQuery } from '../../contract/reports.ts'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { listDecisions } from '../decisions/list-decisions.ts'
import { SECURITY } from '../engine/testing/intake.ts'
import { listReports } from '../reports/list.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { getOverview } from './get-overview.ts'

const DEVELOPER: UserActor = { ...SECURITY, id: 'user-developer', role: 'developer', teamIds: [TEAMS.own] }
const DAYS = 7

/** Days ago, verdict, reason of a break-glass, whether it was a trial run, team. */
const DECISIONS = [
  [1, 'deny', null, false, TEAMS.own],
  [1, 'deny', null, true, TEAMS.own],
  [2, 'warn', 'Outage', false, TEAMS.other],
  [2, 'warn', null, false, null],
  [3, 'allow', null, false, TEAMS.own],
  [9, 'deny', null, false, TEAMS.own],
  [9, 'warn', 'Outage', false, TEAMS.own],
] as const

/** Days ago, status, whether it was a preview, team. */
const REPORTS = [
  [1, 'processed', false, TEAMS.own],
  [1, 'quarantined', false, TEAMS.own],
  [1, 'quarantined', true, TEAMS.own],
  [2, 'held', false, TEAMS.other],
  [2, 'held', false, TEAMS.own],
  [2, 'previewed', true, TEAMS.own],
  [9, 'quarantined', false, null],
] as const

const uuid = (n: number) => `0198f3c2-5d44-7c1a-9a55-${n.toString(16).padStart(12, '0')}`

beforeAll(async () => {
  await resetWorld([])
  for (const [at, [days, verdict, breakGlass, dryRun, team]] of DECISIONS.entries())
    await database().query(sql`
      INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict, results,
        break_glass, team_id)
      VALUES (${uuid(at)}, 1, ${String(at)}, now() - make_interval(days => ${days}::int), 'CREATE', 'payments', 'Deployment',
        'pay', 'ci', ${dryRun}, ${verdict}, '[]', ${breakGlass}, ${team}::int)`)
  for (const [at, [days, status, preview, team]] of REPORTS.entries()) {
    const id = uuid(100 + at)
    const read = status === 'processed' || status === 'previewed'
    await database().query(sql`
      INSERT INTO report (id, content_hash, options_hash, upload_id, format, source, size_bytes, received_at, status, preview,
        team_id, processed_at, summary, problem_code, problem_message)
      VALUES (${id}, sha256(${Buffer.from(id)}), sha256(''), ${id}, 'trivy-json', 'trivy', 1,
        now() - make_interval(days => ${days}::int), ${status}, ${preview}, ${team}::int, ${read ? new Date() : null},
        ${read ? '{}' : null}::jsonb, ${read ? null : 'failed'}, ${read ? null : 'It failed.'})`)
  }
})

async function overview(actor: UserActor): Promise<Overview> {
  const read = await getOverview(actor, { days: DAYS })
  if (!read.ok) throw new Error(read.failure.detail)
  return read.value
}

async function decisions(actor: UserActor, query: Record<string, string>): Promise<number> {
  const page = await listDecisions(actor, DecisionListQuery.parse({ trials: 'false', limit: 200, ...query }))
  if (!page.ok) throw new Error(page.failure.detail)
  return page.value.rows.length
}

async function reports(actor: UserActor, query: Record<string, string>): Promise<number> {
  const page = await listReports(actor, ReportListQuery.parse({ previews: 'false', limit: 200, ...query }))
  if (!page.ok) throw new Error(page.failure.detail)
  return page.value.rows.length
}

test('what came and what became of it is told for the period and the one before', async () => {
  const { build, deploy } = await overview(SECURITY)
  expect(build).toMatchObject({
    ...{ reports: { now: 4, before: 1 }, sources: 1 },
    ...{ unread: { now: 1, before: 1 }, held: { now: 2, before: 0 } },
  })
  expect(deploy).toMatchObject({
    ...{ decisions: { now: 4, before: 2 }, denied: { now: 1, before: 1 } },
    ...{ warned: { now: 2, before: 1 }, brokeGlass: { now: 1, before: 1 } },
  })
})

test.each([
  ['security', SECURITY],
  ['a developer', DEVELOPER],
])('each number is that of the rows to which it leads: %s', async (_, actor) => {
  const { build, deploy, period } = await overview(actor)
  const since = `${period.from}T00:00:00.000Z`
  expect(build.reports.now).toBe(await reports(actor, { since }))
  expect(build.unread.now).toBe(await reports(actor, { since, status: 'quarantined' }))
  expect(build.held.now).toBe(await reports(actor, { since, status: 'held' }))
  expect(deploy.decisions.now).toBe(await decisions(actor, { since }))
  expect(deploy.denied.now).toBe(await decisions(actor, { since, verdict: 'deny' }))
  expect(deploy.warned.now).toBe(await decisions(actor, { since, verdict: 'warn' }))
  expect(deploy.brokeGlass.now).toBe(await decisions(actor, { since, brokeGlass: 'true' }))
  expect(deploy.decisions.now).toBe(actor === SECURITY ? 4 : 3)
})
