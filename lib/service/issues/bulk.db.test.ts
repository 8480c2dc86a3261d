import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { getJob } from '../background/jobs.ts'
import { runNextStep } from '../background/run-next-step.ts'
import { report } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { actOnIssue } from './act.ts'
import { bulkResults, startBulk, undoBulk } from './bulk.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const person = (role: UserActor['role'], teamIds: number[] = []): UserActor => ({
  ...{ type: 'user', id: `user-${role}`, name: `The ${role}`, email: `${role}@example.com`, role, teamIds },
})
const security = person('security')
const developer = person('developer', [TEAMS.own])

/** Sixty issues: more than one step does. */
async function sixty() {
  await report(
    imageScan(
      'v1',
      5,
      Array.from({ length: 60 }, (_, n) => `CVE-2024-${n + 1}`),
    ),
  )
}

async function statuses(): Promise<Record<string, number>> {
  const rows = await database().query<{ status: string; n: number }>(
    sql`SELECT status, count(*)::int AS n FROM issue GROUP BY status`,
  )
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
}

async function started(result: Awaited<ReturnType<typeof startBulk>>) {
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

async function run() {
  while ((await runNextStep()) === 'more');
}

const dismiss = { q: 'is:open', action: { type: 'dismiss', reason: 'Never called.' } } as const

test('everything that matched is done, step by step, each with its own result', async () => {
  await sixty()
  const { jobId, total } = await started(await startBulk(security, dismiss))
  expect(total).toBe(60)
  await runNextStep()
  expect(await getJob(security, jobId)).toMatchObject({ value: { status: 'running', done: 25, total: 60 } })
  expect(await statuses()).toEqual({ dismissed: 25, open: 35 })
  await run()
  expect(await getJob(security, jobId)).toMatchObject({ value: { status: 'finished', done: 60, failed: 0 } })
  const first = await bulkResults(security, jobId, { limit: 50 })
  expect(first.ok && first.value.rows).toHaveLength(50)
  const cursor = first.ok ? (first.value.nextCursor ?? '') : ''
  const second = await bulkResults(security, jobId, { limit: 50, cursor })
  expect(second.ok && second.value).toMatchObject({ rows: expect.any(Array), nextCursor: null })
  expect(second.ok && second.value.rows.map(({ position }) => position)).toEqual([
    51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
  ])
})

test('a search that was not understood whole changes nothing', async () => {
  await sixty()
  const terms = Array.from({ length: 51 }, (_, n) => `cve:CVE-2024-${n + 1}`).join(' ')
  for (const [q, why] of [
    ['is:open severity:critcal', 'severity: takes'],
    [terms, 'only the first 50 terms'],
  ] as const) {
    const refused = await startBulk(security, { ...dismiss, q })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'invalid', detail: expect.stringContaining(why) } })
  }
  await run()
  expect(await statuses()).toEqual({ open: 60 })
})

test('an issue that somebody changed since stays as it is, and says so', async () => {
  await sixty()
  const { jobId } = await started(await startBulk(security, dismiss))
  const [row] = await database().query<{ id: number; version: number }>(sql`SELECT id, version FROM issue LIMIT 1`)
  await actOnIssue(developer, { ...row!, action: { type: 'acknowledge' } })
  await run()
  expect(await statuses()).toEqual({ dismissed: 59, open: 1 })
  const failed = await bulkResults(security, jobId, { limit: 50, outcome: 'failed' })
  expect(failed.ok && failed.value.rows).toMatchObject([
    { issueId: row!.id, outcome: 'failed', detail: expect.stringContaining('changed'), mayUndo: false },
  ])
})

test('each issue is done as the person who asked may do it then, or not at all', async () => {
  await sixty()
  const { jobId } = await started(await startBulk(developer, { q: 'is:open', action: { type: 'acknowledge' } }))
  await database().query(sql`UPDATE issue SET team_id = ${TEAMS.other}, owner_by = 'hand' WHERE id % 2 = 0`)
  await run()
  const failed = await bulkResults(security, jobId, { limit: 200, outcome: 'failed' })
  expect(failed.ok && failed.value.rows).toHaveLength(30)
  const [seen] = await database().query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM issue WHERE acknowledged_at IS NOT NULL`,
  )
  expect(seen?.n).toBe(30)
})

test('what a job did is taken back, but for what was changed since', async () => {
  await sixty()
  const { jobId } = await started(await startBulk(security, dismiss))
  await run()
  const [row] = await database().query<{ id: number; version: number }>(sql`SELECT id, version FROM issue LIMIT 1`)
  await actOnIssue(security, { ...row!, action: { type: 'assign', userId: null } })
  const undone = await started(await undoBulk(security, jobId))
  expect(undone.total).toBe(60)
  expect(await getJob(security, undone.jobId)).toMatchObject({ value: { total: 60 } })
  await run()
  expect(await statuses()).toEqual({ dismissed: 1, open: 59 })
})

test('a worker that dies in a step leaves nothing half done, and another one goes on', async () => {
  await sixty()
  const { jobId } = await started(await startBulk(security, dismiss))
  const client = await database().pool.connect()
  await client.query('BEGIN')
  await client.query(`UPDATE bulk_item SET outcome = 'done' WHERE job_id = $1 AND position <= 25`, [jobId])
  // As `kill -9` does it: the connection is gone before the commit.
  client.release(new Error('killed'))
  await run()
  expect(await statuses()).toEqual({ dismissed: 60 })
  expect(await getJob(security, jobId)).toMatchObject({ value: { status: 'finished', done: 60 } })
})

test('what comes to match later is not touched, and what nobody may do is not begun', async () => {
  await report(imageScan('v1', 5, ['CVE-2024-1']))
  await started(await startBulk(security, dismiss))
  await report(imageScan('v1', 4, ['CVE-2024-1', 'CVE-2024-2']))
  await run()
  expect(await statuses()).toEqual({ dismissed: 1, open: 1 })
  expect(await startBulk(developer, dismiss)).toMatchObject({ ok: false, failure: { code: 'forbidden' } })
  expect(await startBulk(security, { ...dismiss, q: 'is:open cve:CVE-1-1' })).toMatchObject({ ok: false })
  const mine = await started(await startBulk(developer, { q: 'is:open', action: { type: 'acknowledge' } }))
  expect(await bulkResults(person('manager'), mine.jobId, { limit: 5 })).toMatchObject({ ok: false })
})
