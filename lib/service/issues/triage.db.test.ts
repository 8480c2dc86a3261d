import sql from 'sql-template-tag'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IssueAction } from '../../contract/issue-actions.ts'
import type { UserActor } from '../../domain/actor.ts'
import { DEFAULT_CLOCKS } from '../../domain/sla.ts'
import { database } from '../../store/database.ts'
import { saveClocks } from '../clocks/manage.ts'
import { imageRef } from '../engine/testing/admissions.ts'
import { falcoAlert } from '../engine/testing/alerts.ts'
import { admit, alert, report } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { listMentionable } from '../people/mentionable.ts'
import { listMentions, readMentions } from '../people/mentions.ts'
import { resetWorld, TEAMS } from '../testing/world.ts'
import { actOnIssue } from './act.ts'
import { voidLateRequests } from './approvals.ts'
import { getIssue } from './get-issue.ts'
import { listIssues } from './list-issues.ts'
import { endSnoozes } from './snoozes.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const person = (role: UserActor['role'], teamIds: number[] = []): UserActor => ({
  ...{ type: 'user', id: `user-${role}`, name: `The ${role}`, email: `${role}@example.com`, role, teamIds },
})
const security = person('security')
const admin = person('admin')
const developer = person('developer', [TEAMS.own])
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** The issue of an id, or the only one. */
async function detail(id?: number, actor = security) {
  const [row] = id ? [{ id }] : await database().query<{ id: number }>(sql`SELECT id FROM issue ORDER BY id LIMIT 1`)
  const found = await getIssue(actor, row!.id)
  if (!found.ok) throw new Error(found.failure.detail)
  return found.value
}

async function act(action: IssueAction, { actor = security, id }: { actor?: UserActor; id?: number } = {}) {
  const issue = await detail(id)
  return actOnIssue(actor, { id: issue.id, version: issue.version, action })
}

async function done(action: IssueAction, by: { actor?: UserActor; id?: number } = {}) {
  const result = await act(action, by)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

const types = async (id?: number) => (await detail(id)).timeline.items.map(({ type }) => type)

describe('resolved by hand', () => {
  test('is no remediation until a complete scan no longer finds it', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done({ type: 'resolve', reason: 'Upgraded by hand.' }, { actor: developer })
    expect(await detail()).toMatchObject({
      ...{ status: 'closed', closeReason: 'resolved' },
      episodes: [{ closeReason: 'resolved', remediationSeconds: null, evidence: { ended: { resolved: 1 } } }],
    })
    // The world's clock stands a little before ours, so the scan after it is of the time to come.
    await report(imageScan('v1', -1, []))
    const confirmed = await detail()
    expect(confirmed).toMatchObject({ closeReason: 'fixed', episodes: [{ closeReason: 'fixed' }] })
    expect(confirmed.episodes[0]?.remediationSeconds).toBeGreaterThan(0)
    const log = await database().query<{ event: string; reason: string | null }>(sql`
      SELECT event, close_reason AS reason FROM state_log WHERE issue_id = ${confirmed.id} ORDER BY id`)
    expect(log.slice(-2)).toEqual([
      { event: 'unclosed', reason: null },
      { event: 'closed', reason: 'fixed' },
    ])
  })

  test('is fixed when a complete check of the cluster no longer finds it', async () => {
    const benchmark = (status: 'PASS' | 'FAIL') => {
      const results = [{ test_number: '4.1.1', status }]
      const control = { id: '4', version: 'cis-1.9', node_type: 'node', tests: [{ results }] }
      return report({ Controls: [control] }, { cluster: 'shop-prod' }, 'kube-bench')
    }
    await benchmark('FAIL')
    await done({ type: 'resolve', reason: 'The file has other rights now.' })
    await benchmark('PASS')
    expect(await detail()).toMatchObject({ kind: 'benchmark', closeReason: 'fixed' })
  })

  test('opens again when it is seen again, and the page says who closed it too early', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done({ type: 'resolve', reason: 'Upgraded by hand.' }, { actor: developer })
    await report(imageScan('v1', -1, ['CVE-2024-1']))
    const again = await detail()
    expect(again).toMatchObject({
      ...{ status: 'open', acknowledgedAt: null },
      triage: {
        closedTooEarly: { by: 'The developer', how: 'Upgraded by hand.', seenAgain: { source: 'trivy' } },
      },
    })
    expect(again.triage.closedTooEarly?.seenAgain?.reportId).not.toBeNull()
    expect(again.episodes).toHaveLength(2)
  })

  test('a scan from before it, which comes late, neither confirms nor contradicts it', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done({ type: 'resolve', reason: 'Upgraded by hand.' })
    await report(imageScan('v1', 20, []))
    expect(await detail()).toMatchObject({ status: 'closed', closeReason: 'resolved' })
  })

  test('is taken back with its sightings', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    const { undo } = await done({ type: 'resolve', reason: 'Upgraded by hand.' })
    await done(undo!)
    expect(await detail()).toMatchObject({ status: 'open', episodes: [{ closedAt: null }] })
    expect((await detail()).sightings.rows[0]?.active).toBe(true)
  })
})

describe('snoozed', () => {
  test('leaves the queue until its time, and its clock goes on', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    const { dueAt } = await detail()
    await done({ type: 'snooze', until: inDays(7), reason: 'After the release.' }, { actor: developer })
    const queue = async (q: string) => {
      const page = await listIssues(security, { q, sort: 'risk', limit: 50 })
      return page.ok ? page.value.total.value : null
    }
    expect(await queue('is:open snoozed:no')).toBe(0)
    expect(await queue('snoozed:yes')).toBe(1)
    expect((await detail()).dueAt).toBe(dueAt)
    await endSnoozes(new Date(inDays(6)))
    expect(await queue('is:open snoozed:no')).toBe(0)
    await endSnoozes(new Date(inDays(8)))
    expect(await queue('is:open snoozed:no')).toBe(1)
    expect(await types()).toContain('awoken')
  })

  test('comes back early when it starts to run', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done({ type: 'snooze', until: inDays(7), reason: '' })
    await admit({ hoursAgo: 2, images: [imageRef('v1')] })
    expect(await detail()).toMatchObject({ snoozedUntil: null, status: 'open' })
    expect((await detail()).timeline.items.find(({ type }) => type === 'awoken')?.title).toContain('it runs now')
  })

  test('comes back early when an alert comes from where it runs', async () => {
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await admit({ hoursAgo: 20, images: [imageRef('v1')] })
    await done({ type: 'snooze', until: inDays(7), reason: '' })
    await report(imageScan('v1', 3, ['CVE-2024-1']))
    expect((await detail()).snoozedUntil).not.toBeNull()
    await alert(falcoAlert(-1))
    const woken = (await detail()).timeline.items.find(({ type }) => type === 'awoken')
    expect(woken?.title).toContain('an alert came')
  })
})

describe('a second person', () => {
  const want = () =>
    saveClocks(admin, {
      ...{ version: 0, reason: 'Two pairs of eyes.' },
      policy: {
        ...DEFAULT_CLOCKS,
        exceptions: { warnDays: 7, approvalBands: ['low', 'medium', 'high', 'critical'] },
      },
    })
  const wish: IssueAction = { type: 'accept', until: inDays(30), reason: 'The upgrade comes in May.' }

  test('has to approve where the policy wants it, and nobody approves their own wish', async () => {
    await want()
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done(wish)
    expect(await detail()).toMatchObject({ status: 'open', pending: { by: { id: 'user-security' } } })
    expect((await detail()).allowed).toContain('withdraw')
    expect(await act({ type: 'approve', note: '' })).toMatchObject({ ok: false, failure: { code: 'forbidden' } })
    await done({ type: 'approve', note: 'Agreed.' }, { actor: admin })
    expect(await detail()).toMatchObject({
      ...{ status: 'excepted', pending: null },
      exception: { by: { id: 'user-security' }, approvedBy: { id: 'user-admin' }, reason: 'The upgrade comes in May.' },
    })
  })

  test('may decline, and who asked may withdraw and ask again', async () => {
    await want()
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done(wish)
    await done({ type: 'decline', reason: 'Too long.' }, { actor: admin })
    expect(await detail()).toMatchObject({ status: 'open', pending: null })
    await done(wish)
    const { undo } = await done({ type: 'withdraw' })
    expect(undo).toMatchObject(wish)
    expect((await detail()).pending).toBeNull()
  })

  test('is not asked any more when the facts change, or when nobody decides in time', async () => {
    await want()
    await report(imageScan('v1', 30, ['CVE-2024-1']))
    await done(wish)
    await admit({ hoursAgo: 2, images: [imageRef('v1')] })
    expect((await detail()).pending).toBeNull()
    expect(await types()).toContain('voided')
    await done(wish)
    await voidLateRequests(new Date(inDays(31)))
    expect((await detail()).pending).toBeNull()
  })
})

test('an accepted risk comes back when it gets worse than it was', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  await admit({ hoursAgo: 20, images: [imageRef('v1')] })
  await done({ type: 'accept', until: inDays(30), reason: 'The upgrade comes in May.' })
  await database().query(sql`UPDATE exception SET justified_by = justified_by || '{"severity": 3, "risk": 0}'`)
  await database().query(sql`UPDATE issue SET risk = 0`)
  await admit({ hoursAgo: 2, images: [imageRef('v1')] })
  expect(await detail()).toMatchObject({ status: 'open' })
  expect((await detail()).timeline.items.find(({ type }) => type === 'woken')?.title).toContain('its risk rose')
})

test('accepting what was dismissed, and dismissing what was accepted, are taken back to what it was', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  await done({ type: 'dismiss', reason: 'Never called.' })
  const accepted = await done({ type: 'accept', until: inDays(9), reason: 'It is called after all.' })
  expect(accepted.undo).toEqual({ type: 'dismiss', reason: 'Never called.' })
  const dismissed = await done(accepted.undo!)
  await done(dismissed.undo!)
  expect(await detail()).toMatchObject({ status: 'excepted', exception: { reason: 'It is called after all.' } })
})

test('acknowledging is of this episode, by whoever did', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  const { undo } = await done({ type: 'acknowledge' }, { actor: developer })
  expect((await detail()).triage.acknowledged).toMatchObject({ by: { name: 'The developer' } })
  expect(await act({ type: 'acknowledge' })).toMatchObject({ ok: false })
  await done(undo!)
  expect((await detail()).triage.acknowledged).toBeNull()
  await done({ type: 'acknowledge' })
  await report(imageScan('v1', 20, []))
  await report(imageScan('v1', 10, ['CVE-2024-1']))
  expect((await detail()).triage.acknowledged).toBeNull()
})

test('tickets are linked once, by an address of the web, and unlinked', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  const url = 'https://jira.example.com/browse/PAY-123'
  const { undo } = await done({ type: 'link', url, key: '' }, { actor: developer })
  expect((await detail()).triage.tickets).toMatchObject([{ key: 'PAY-123', url }])
  expect(await act({ type: 'link', url, key: '' })).toMatchObject({ ok: false })
  const back = await done(undo!)
  expect((await detail()).triage.tickets).toEqual([])
  expect(back.undo).toEqual({ type: 'link', url, key: 'PAY-123' })
})

test('who is named in a comment is told, when they may see the issue', async () => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  const { id } = await detail()
  await database().query(sql`UPDATE issue SET team_id = ${TEAMS.other}, owner_by = 'hand' WHERE id = ${id}`)
  expect(await act({ type: 'comment', text: '@The developer', mentions: ['user-developer'] })).toMatchObject({
    ...{ ok: false, failure: { code: 'invalid', detail: expect.stringContaining('may not see') } },
  })
  const offered = await listMentionable(security, id, 'the ')
  expect(offered.ok && offered.value.rows.map((one) => one.id)).not.toContain('user-developer')
  await done({ type: 'comment', text: '@The manager when is the release?', mentions: ['user-manager'] })
  const manager = person('manager')
  const told = await listMentions(manager)
  const first = told.ok ? told.value.rows[0] : undefined
  expect(first).toMatchObject({ issueId: id, by: 'The security', read: false })
  const events = await database().query(sql`
    SELECT data ->> 'userId' AS who FROM state_log WHERE event = 'mentioned' AND issue_id = ${id}`)
  expect(events).toEqual([{ who: 'user-manager' }])
  await readMentions(manager, first!.id)
  const read = await listMentions(manager)
  expect(read.ok && read.value.rows[0]?.read).toBe(true)
})

const VERBS: IssueAction[] = [
  { type: 'acknowledge' },
  { type: 'snooze', until: inDays(7), reason: '' },
  { type: 'accept', until: inDays(7), reason: 'Later.' },
  { type: 'dismiss', reason: 'Not used.' },
  { type: 'resolve', reason: 'Done.' },
  { type: 'link', url: 'https://tickets.example.com/1', key: '' },
]

test.each(VERBS)('of two people who do $type at once, one wins and the other is told', async (action) => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  const { id, version } = await detail()
  const both = await Promise.all([
    actOnIssue(security, { id, version, action }),
    actOnIssue(admin, { id, version, action: { type: 'assign', userId: 'user-admin' } }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'conflict' } })
})

test.each(VERBS)('$type leaves an entry and an audit row, and its undo takes it back', async (action) => {
  await report(imageScan('v1', 30, ['CVE-2024-1']))
  const state = async () => {
    const { status, closeReason, acknowledgedAt, snoozedUntil, triage, dueAt } = await detail()
    return { status, closeReason, acknowledgedAt, snoozedUntil, dueAt, tickets: triage.tickets.length }
  }
  const before = await state()
  const { undo } = await done(action)
  expect(await state()).not.toEqual(before)
  const { id } = await detail()
  const audit = await database().query(sql`
    SELECT action FROM audit_log WHERE target_type = 'issue' AND target_id = ${String(id)} ORDER BY seq DESC LIMIT 1`)
  expect(audit).toEqual([{ action: `issue.${action.type}` }])
  await done(undo!)
  expect(await state()).toEqual(before)
})
