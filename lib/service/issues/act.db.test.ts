import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { seedIssueExamples } from '../testing/issue-examples.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { actOnIssue, actOnIssues } from './act.ts'
import { getIssue } from './get-issue.ts'
import { listIssues } from './list-issues.ts'

const VULNERABILITY = 4711
const OTHER_TEAMS = 4712
const THREAT = 4714

const person = (role: UserActor['role'], teamIds: number[] = []): UserActor => ({
  ...{ type: 'user', id: `user-${role}`, name: `The ${role}`, email: `${role}@example.com`, role, teamIds },
})
const security = person('security')
const developer = person('developer', [TEAMS.own])
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

beforeEach(() => resetWorld([seedIssueExamples]))

async function act(id: number, action: IssueAction, actor = security, version?: number) {
  const [row] = await database().query<{ version: number }>(sql`SELECT version FROM issue WHERE id = ${id}`)
  return actOnIssue(actor, { id, version: version ?? row?.version ?? 1, action })
}

/** The action's result, which must be a success. */
async function done(id: number, action: IssueAction, actor = security) {
  const result = await act(id, action, actor)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

/** Everything that an action may change, without versions and times of change. */
async function state(id: number) {
  const [row] = await database().query<Record<string, unknown>>(sql`
    SELECT i.status, i.close_reason, i.closed_at, i.team_id, i.owner_by, i.assignee_id, i.excepted_until,
      (SELECT json_agg(json_build_object('n', number, 'closed', closed_at, 'reason', close_reason)) FROM episode WHERE issue_id = i.id) AS episodes,
      (SELECT count(*) FROM sighting WHERE issue_id = i.id AND ended_at IS NULL) AS active
    FROM issue i WHERE i.id = ${id}`)
  return row
}

async function expectCountsAreExact() {
  const wrong = await database().query(sql`
    SELECT cell, sum(n) FROM (
      SELECT cell, issues AS n FROM issue_count UNION ALL SELECT cell, -1 FROM issue
    ) both_ways GROUP BY cell HAVING sum(n) <> 0`)
  expect(wrong).toEqual([])
}

async function seeThreat() {
  await database().query(sql`
    INSERT INTO scope (id, key, source, scan, stage, workload_id, first_seen_at, last_seen_at)
    VALUES (1, 'falco', 'falco', 'alert', 'runtime', 7, now(), now())`)
  await database().query(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at) VALUES (${THREAT}, 1, 3, '{}', now())`)
}

const CASES: [string, number, IssueAction][] = [
  ['assign', VULNERABILITY, { type: 'assign', userId: 'user-developer' }],
  ['team', VULNERABILITY, { type: 'team', teamId: TEAMS.other }],
  ['accept', VULNERABILITY, { type: 'accept', until: inDays(30), reason: 'The upgrade comes in May.' }],
  ['dismiss', VULNERABILITY, { type: 'dismiss', reason: 'The class is not loaded.' }],
  ['handle', THREAT, { type: 'handle', how: 'It was our own debugging.' }],
]

test.each(CASES)(
  '%s leaves an entry, an audit row and exact counts, and its undo puts everything back',
  async (type, id, action) => {
    await seeThreat()
    // The team is what the rules give, so that "back to the rules" is where it was.
    await database().query(sql`UPDATE workload SET labels = '{"team": "payments"}' WHERE id = 7`)
    await database().query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id) VALUES (7, 'api', 'app', 'pay-api:1', 12)`)
    const before = await state(id)
    const { undo, issue } = await done(id, action)
    expect(issue.version).toBe(3)
    expect(await state(id)).not.toEqual(before)
    await expectCountsAreExact()
    const entries = await database().query(sql`SELECT user_id FROM timeline_entry WHERE issue_id = ${id}`)
    expect(entries).toEqual([{ user_id: 'user-security' }])
    const audit = await database().query(
      sql`SELECT action FROM audit_log WHERE target_type = 'issue' AND target_id = ${String(id)} ORDER BY seq DESC LIMIT 1`,
    )
    expect(audit).toEqual([{ action: `issue.${type}` }])
    expect(undo).not.toBeNull()
    await done(id, undo!)
    expect(await state(id)).toEqual(before)
    await expectCountsAreExact()
  },
)

test('handling closes the threat as remediated; taking that back goes on with the same episode', async () => {
  await seeThreat()
  await done(THREAT, { type: 'handle', how: 'Our own debugging.' }, developer)
  const handled = await getIssue(developer, THREAT)
  expect(handled.ok && handled.value).toMatchObject({
    status: 'closed',
    closeReason: 'handled',
    allowed: ['comment', 'assign', 'team', 'reopen', 'link'],
    episodes: [{ number: 1, closeReason: 'handled', evidence: { text: 'Our own debugging.', ended: { handled: 1 } } }],
  })
  expect(handled.ok && handled.value.episodes[0]?.remediationSeconds).toBeGreaterThanOrEqual(0)
  await done(THREAT, { type: 'reopen', reason: 'It happened again.' }, developer)
  expect(await state(THREAT)).toMatchObject({ status: 'open', active: 1, episodes: [{ n: 1, closed: null }] })
})

test('who acts on what they saw before is told the version that is current, and changes nothing', async () => {
  await done(VULNERABILITY, { type: 'assign', userId: 'user-developer' })
  const before = await state(VULNERABILITY)
  const late = await act(VULNERABILITY, { type: 'dismiss', reason: 'Late.' }, security, 2)
  expect(late).toMatchObject({ ok: false, failure: { code: 'conflict', extra: { currentVersion: 3 } } })
  expect(await state(VULNERABILITY)).toEqual(before)
})

test('only who deals with issues of its team can be given an issue', async () => {
  await database().query(sql`UPDATE "user" SET role = 'auditor' WHERE id = 'user-developer'`)
  const refused = await act(VULNERABILITY, { type: 'assign', userId: 'user-developer' })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'invalid', detail: expect.stringContaining('team') } })
})

test('of two people who act at once, one wins', async () => {
  const both = await Promise.all([
    act(VULNERABILITY, { type: 'dismiss', reason: 'One.' }, security, 2),
    act(VULNERABILITY, { type: 'accept', until: inDays(3), reason: 'Other.' }, security, 2),
  ])
  expect(both.filter((result) => result.ok)).toHaveLength(1)
  expect(both.find((result) => !result.ok)).toMatchObject({ failure: { code: 'conflict' } })
})

test('an action whose audit row cannot be written does not happen', async () => {
  const before = await state(VULNERABILITY)
  const broken = { ...security, name: 'No\u0000name' }
  await expect(act(VULNERABILITY, { type: 'dismiss', reason: 'Not used.' }, broken)).rejects.toThrow()
  expect(await state(VULNERABILITY)).toEqual(before)
})

test('another team’s issue is not there for a developer: not to read, not to list, not to change', async () => {
  expect(await getIssue(developer, OTHER_TEAMS)).toMatchObject({ failure: { code: 'not-found' } })
  expect(await act(OTHER_TEAMS, { type: 'comment', text: 'Hello' }, developer)).toMatchObject({
    failure: { code: 'not-found' },
  })
  const query = { q: '', sort: 'risk', limit: 50 } as const
  const listed = await listIssues(developer, query)
  expect(listed.ok && listed.value.rows.map(({ id }) => id).sort()).toEqual([VULNERABILITY, THREAT])
  const everything = await listIssues(security, query)
  expect(everything.ok && everything.value.total.value).toBe(3)
})

test('each of many answers for itself', async () => {
  const issues = [
    { id: VULNERABILITY, version: 2 },
    { id: OTHER_TEAMS, version: 1 },
    { id: 999_999, version: 1 },
  ]
  const result = await actOnIssues(security, { action: { type: 'dismiss', reason: 'Not used.' }, issues })
  expect(result.ok && result.value.results.map((one) => (one.ok ? one.issue.status : one.code))).toEqual([
    'dismissed',
    'conflict',
    'not-found',
  ])
})
