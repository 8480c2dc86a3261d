import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import { database } from '../../store/database.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { restoreStatement, revokeStatement } from '../vex/revoke.ts'
import { processReport } from './process-report.ts'
import { imageRef } from './testing/admissions.ts'
import { admit, receive, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'
import { theIssue } from './testing/state.ts'
import { state, vexDocument } from './testing/statements.ts'
import { reopenExpired } from './upkeep/expired-exceptions.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const scan = (version: string, hours: number, ids: Parameters<typeof imageScan>[2] = ['CVE-2024-1']) =>
  report(imageScan(version, hours, ids))
const status = async () => (await theIssue()).status

const timeline = () =>
  database().query<{ type: string; by: string | null; reason: string; author: string | null }>(sql`
    SELECT type, user_id AS by, data ->> 'reason' AS reason, data ->> 'author' AS author FROM timeline_entry ORDER BY at, id`)
const current = async () => {
  const rows = await database().query<{ id: number }>(
    sql`SELECT id FROM vex_statement WHERE superseded_at IS NULL ORDER BY id`,
  )
  return rows.map(({ id }) => id)
}

async function act(action: IssueAction): Promise<void> {
  const { id, version } = await theIssue()
  const result = await actOnIssue(SECURITY, { id, version, action })
  if (!result.ok) throw new Error(result.failure.detail)
}

async function revoke(reason = 'Not so'): Promise<void> {
  for (const id of await current()) expect(await revokeStatement(SECURITY, id, reason)).toMatchObject({ ok: true })
}

test('a revoked statement opens what it dismissed, also when it is sent again, until it is restored', async () => {
  await scan('v1', 20)
  await state([{}])
  await revoke('We call it')
  expect(await status()).toBe('open')
  expect((await timeline()).at(-1)).toMatchObject({ type: 'woken', reason: 'the statement of Acme was revoked' })
  await state([{}], { atHoursAgo: 6 })
  await scan('v2', 5)
  expect(await status()).toBe('open')
  const [id] = await current()
  expect(await revokeStatement(SECURITY, id ?? 0, 'Again')).toMatchObject({ failure: { code: 'conflict' } })
  expect(await restoreStatement(SECURITY, id ?? 0, 'We do not')).toMatchObject({ ok: true })
  expect(await status()).toBe('dismissed')
  const audit = await database().query(sql`
    SELECT action, data ->> 'reason' AS reason FROM audit_log WHERE target_type = 'statement' ORDER BY seq DESC LIMIT 2`)
  expect(audit).toEqual([
    { action: 'statement.restore', reason: 'We do not' },
    { action: 'statement.revoke', reason: 'We call it' },
  ])
})

test('what a person opened again stays open under the same statement, but not under a new one', async () => {
  await scan('v1', 20)
  await state([{}], { atHoursAgo: 10 })
  await act({ type: 'reopen', reason: 'We do call it' })
  await state([{}], { atHoursAgo: 9 })
  await scan('v2', 8)
  expect(await status()).toBe('open')
  await state([{ justification: 'component_not_present' }], { atHoursAgo: 7 })
  expect(await status()).toBe('dismissed')
})

test('what a person dismissed or accepted stays so whatever becomes of statements', async () => {
  await scan('v1', 20)
  await state([{}], { atHoursAgo: 10 })
  await act({ type: 'reopen', reason: '' })
  await act({ type: 'dismiss', reason: 'A false positive' })
  await revoke()
  expect(await status()).toBe('dismissed')
  await act({ type: 'reopen', reason: '' })
  await act({ type: 'accept', until: new Date(Date.now() + 86_400_000).toISOString(), reason: 'For a day' })
  await state([{}], { document: 'b', author: 'Other', atHoursAgo: 5 })
  expect(await status()).toBe('excepted')
})

test('a dismissal by a statement rests on no facts of ours: it stays when the image starts to run', async () => {
  await scan('v1', 20)
  await state([{}])
  await admit({ hoursAgo: 5, images: [imageRef('v1')] })
  expect(await theIssue()).toMatchObject({ status: 'dismissed', running: true })
})

test('an acceptance that runs out gives way to a statement that came meanwhile', async () => {
  await scan('v1', 20)
  const until = new Date(Date.now() + 86_400_000)
  await act({ type: 'accept', until: until.toISOString(), reason: 'For a day' })
  await state([{}])
  expect(await status()).toBe('excepted')
  await reopenExpired(new Date(until.getTime() + 1000))
  expect((await timeline()).map(({ type }) => type)).toEqual(['excepted', 'expired', 'dismissed'])
  expect(await status()).toBe('dismissed')
})

test("a team's token speaks about what its team owns only", async () => {
  await scan('v1', 20)
  await act({ type: 'team', teamId: 3 })
  const stateAs = async (teamId: number) => {
    const id = await receive(vexDocument([{}], { author: `Team ${teamId}` }), {}, 'openvex')
    await database().query(sql`UPDATE report SET team_id = ${teamId} WHERE id = ${id}`)
    await processReport(id)
    return status()
  }
  expect([await stateAs(4), await stateAs(3)]).toEqual(['open', 'dismissed'])
})
