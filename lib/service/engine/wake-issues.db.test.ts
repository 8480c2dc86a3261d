import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { OTHERS, seedIssueExamples } from '../testing/issue-examples.ts'
import { resetWorld } from '../testing/world.ts'
import { nothingTouched, settle } from './settle.ts'
import { reopenExpired } from './upkeep/expired-exceptions.ts'
import { wakeIssues } from './wake-issues.ts'

const ID = OTHERS.issue
const SECURITY: UserActor = {
  ...{ type: 'user', id: 'user-security', name: 'The security', email: 'security@example.com' },
  ...{ role: 'security', teamIds: [] },
}
const DISMISS: IssueAction = { type: 'dismiss', reason: 'Not reachable' }
const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const ACCEPT: IssueAction = { type: 'accept', until: until(30), reason: 'Runs nowhere' }

beforeEach(async () => {
  await resetWorld([seedIssueExamples])
  // What is stated about the example would dismiss it anew.
  await database().query(sql`DELETE FROM vex_statement`)
})

afterEach(async () => {
  const counted = await database().query(
    sql`SELECT cell, sum(issues)::int AS issues FROM issue_count GROUP BY cell HAVING sum(issues) <> 0 ORDER BY cell`,
  )
  const recounted = await database().query(
    sql`SELECT cell, count(*)::int AS issues FROM issue GROUP BY cell ORDER BY cell`,
  )
  expect(counted).toEqual(recounted)
})

interface Row {
  status: string
  version: number
  until: Date | null
  exceptions: number
  episodes: number
}

async function one(): Promise<Row | undefined> {
  const [row] = await database().query<Row>(sql`
    SELECT status, version, excepted_until AS until,
      (SELECT count(*)::int FROM exception WHERE issue_id = i.id AND revoked_at IS NULL) AS exceptions,
      (SELECT count(*)::int FROM episode WHERE issue_id = i.id) AS episodes
    FROM issue i WHERE id = ${ID}`)
  return row
}

async function act(action: IssueAction): Promise<void> {
  const result = await actOnIssue(SECURITY, { id: ID, version: (await one())?.version ?? 0, action })
  if (!result.ok) throw new Error(result.failure.detail)
}

const set = (facts: { kev?: boolean; exposed?: boolean; running?: boolean }) =>
  database().query(sql`UPDATE issue SET kev = COALESCE(${facts.kev}, kev), exposed = COALESCE(${facts.exposed}, exposed),
    running = COALESCE(${facts.running}, running) WHERE id = ${ID}`)
const wake = () => database().transaction((tx) => wakeIssues(tx, [ID, OTHERS.threat], new Date()))
const told = () =>
  database().query(sql`SELECT type, data->>'reason' AS reason FROM timeline_entry
    WHERE issue_id = ${ID} AND type IN ('woken', 'expired') ORDER BY id`)

for (const [name, action] of [
  ['dismissed', DISMISS],
  ['accepted', ACCEPT],
] as const) {
  test(`what was ${name} because it did not run comes back when it runs, once, in its episode`, async () => {
    await set({ running: false })
    await act(action)
    const before = await one()
    expect(await wake()).toEqual([])
    await set({ running: true })
    expect(await wake()).toEqual([ID])
    expect(await one()).toEqual({
      ...{ status: 'open', version: (before?.version ?? 0) + 1, until: null, exceptions: 0, episodes: 1 },
    })
    expect(await wake()).toEqual([])
    expect(await told()).toEqual([{ type: 'woken', reason: 'it runs now' }])
  })
}

test('settling a change in which it starts to run wakes it', async () => {
  await act(DISMISS)
  const db = database()
  await db.query(
    sql`INSERT INTO image_version (id, image_id, digest, first_seen_at) VALUES (1, 12, 'sha256:aa', now())`,
  )
  await db.query(sql`
    WITH seen AS (
      INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
      VALUES ('s', 'trivy', 'vulnerability', 'build', 1, now(), now(), now()) RETURNING id
    )
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at) SELECT ${ID}, id, 4, '{}', now() FROM seen`)
  await db.query(sql`
    INSERT INTO deployment_span (workload_id, image_id, image_version_id, image_ref, started_at)
    VALUES (${OTHERS.workload}, 12, 1, 'pay-api:1', now())`)
  await db.query(sql`
    INSERT INTO workload_container (workload_id, name, type, image_ref, image_id, image_version_id)
    VALUES (${OTHERS.workload}, 'app', 'app', 'pay-api:1', 12, 1)`)
  const touched = nothingTouched()
  touched.images.add(12)
  await db.transaction((tx) => settle(tx, touched, new Date()))
  expect(await one()).toMatchObject({ status: 'open', episodes: 1 })
  expect(await told()).toEqual([{ type: 'woken', reason: 'it runs now' }])
})

test('a decision made while it ran stays through a stop and a start, and ends when it is exploited or exposed', async () => {
  await set({ running: true })
  await act(DISMISS)
  await set({ running: false })
  expect(await wake()).toEqual([])
  await set({ running: true })
  expect(await wake()).toEqual([])
  await set({ kev: true })
  expect(await wake()).toEqual([ID])
  await act(DISMISS)
  expect(await wake()).toEqual([])
  await set({ exposed: true })
  expect(await wake()).toEqual([ID])
  expect(await told()).toMatchObject([
    { reason: 'it is known to be exploited now' },
    { reason: 'the internet reaches it now' },
  ])
})

test('only the last of several decisions counts', async () => {
  await set({ running: false })
  await act(DISMISS)
  await set({ running: true })
  await act(ACCEPT)
  expect(await wake()).toEqual([])
  await act(DISMISS)
  expect(await wake()).toEqual([])
})

test('a decision that kept no facts stays', async () => {
  await database().query(sql`UPDATE issue SET status = 'dismissed', running = true, kev = true WHERE id = ${ID}`)
  expect(await wake()).toEqual([])
})

test('two at once wake it once', async () => {
  await set({ running: false })
  await act(ACCEPT)
  await set({ running: true })
  const woken = await Promise.all([wake(), wake(), wake()])
  expect(woken.flat()).toEqual([ID])
  expect(await told()).toHaveLength(1)
})

test('an accepted risk is open again when its time has come, not before', async () => {
  await act({ type: 'accept', until: until(2), reason: 'Until the next release' })
  expect(await reopenExpired(new Date(until(1)))).toBe('idle')
  expect((await one())?.status).toBe('excepted')
  await reopenExpired(new Date(until(3)))
  await reopenExpired(new Date(until(3)))
  expect(await one()).toMatchObject({ status: 'open', until: null, exceptions: 0, episodes: 1 })
  expect(await told()).toEqual([{ type: 'expired', reason: '' }])
})
