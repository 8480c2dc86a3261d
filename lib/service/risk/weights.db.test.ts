import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import { withWeight } from '../../domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS } from '../../domain/risk-weights.ts'
import { jobOf } from '../../store/background/job.ts'
import { database } from '../../store/database.ts'
import { runNextStep } from '../background/run-next-step.ts'
import { admit, report, SECURITY } from '../engine/testing/intake.ts'
import { imageScan } from '../engine/testing/scan-reports.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { previewWeights } from './preview-weights.ts'
import { getWeights, listWeights, saveWeights } from './weights.ts'

const ADMIN: UserActor = { ...SECURITY, id: 'user-admin', name: 'The admin', role: 'admin' }
const root = (points: number) => withWeight(DEFAULT_WEIGHTS, 'privilege.root', points)
const save = (basedOn: number, points: number, more: object = {}) =>
  saveWeights(ADMIN, { basedOn, weights: root(points), reason: 'Root matters', restoredFrom: null, ...more })

beforeEach(async () => {
  await resetWorld([])
  await database().query(sql`TRUNCATE risk_weights`)
  await database().query(sql`DELETE FROM background_job`)
  const found = [1, 2, 3, 4].map((n) => ({
    id: `CVE-2024-${n}`,
    severity: n > 2 ? ('CRITICAL' as const) : ('LOW' as const),
  }))
  await report(imageScan('v1', 9, found))
  await admit({ hoursAgo: 5, security: { runAsUser: 0 } })
  await report(imageScan('v9', 4, [{ id: 'CVE-2024-9' }], { repository: 'registry.example/shop/idle' }))
})

const risks = async () =>
  await database().query<{ id: number; risk: number }>(
    sql`SELECT id, risk FROM issue WHERE status = 'open' ORDER BY id`,
  )

async function reassessed(): Promise<void> {
  while ((await runNextStep()) === 'more');
}

test('a version is appended with who, when and why, audited, and scores every issue', async () => {
  const before = await risks()
  const saved = await save(0, 9)
  expect(saved).toMatchObject({ ok: true, value: { version: 1, by: 'The admin', reason: 'Root matters' } })
  expect(await risks()).toEqual(before)
  await reassessed()
  const jobId = saved.ok ? saved.value.jobId : null
  expect(await jobOf(database(), jobId!)).toMatchObject({ kind: 'reassess', status: 'finished' })
  const after = await risks()
  expect(after.map(({ risk }, at) => risk - before[at]!.risk)).toEqual([6, 6, 6, 6, 0])
  const [audit] = await database().query<{ data: unknown }>(
    sql`SELECT data FROM audit_log WHERE action = 'risk.weights' ORDER BY seq DESC LIMIT 1`,
  )
  expect(audit?.data).toMatchObject({ reason: 'Root matters', changes: [{ path: 'privilege.root', from: 3, to: 9 }] })
  const issue = await getIssue(SECURITY, after[0]!.id)
  expect(issue.ok && issue.value.breakdown.total).toBe(after[0]!.risk)
})

test('history is only appended to, the newest counts, and an old version is restored as a new one', async () => {
  await save(0, 9)
  expect(await save(0, 5)).toMatchObject({ ok: false, failure: { code: 'conflict', extra: { currentVersion: 1 } } })
  expect(await save(1, 9)).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  const restored = { basedOn: 1, weights: DEFAULT_WEIGHTS, reason: 'Back', restoredFrom: 0 }
  expect(await saveWeights(ADMIN, restored)).toMatchObject({ ok: true, value: { version: 2, restoredFrom: 0 } })
  expect(await getWeights(SECURITY)).toMatchObject({ value: { version: 2, weights: DEFAULT_WEIGHTS } })
  const first = await listWeights(SECURITY, { limit: 2 })
  expect(first).toMatchObject({ value: { rows: [{ version: 2 }, { version: 1 }], nextCursor: expect.any(String) } })
  const cursor = first.ok ? (first.value.nextCursor ?? undefined) : undefined
  expect(await listWeights(SECURITY, { limit: 2, cursor })).toMatchObject({
    value: { rows: [{ version: 0, by: null }], nextCursor: null },
  })
  for (const change of [sql`UPDATE risk_weights SET reason = ''`, sql`DELETE FROM risk_weights`])
    await expect(database().query(change)).rejects.toThrow('append-only')
  const jobs = await database().query(sql`SELECT id FROM background_job`)
  expect(jobs).toHaveLength(2)
})

test('of two who save at once one is told of the other', async () => {
  const both = await Promise.all([save(0, 9), save(0, 7)])
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
})

test('the preview tells exactly what a reassessment then does', async () => {
  const before = new Map((await risks()).map(({ id, risk }) => [id, risk]))
  const preview = await previewWeights(ADMIN, root(40))
  expect(await risks()).toHaveLength(before.size)
  expect(preview).toMatchObject({ value: { basedOn: 0, open: 5, compared: 5, sample: null, raised: 4, lowered: 0 } })
  await saveWeights(ADMIN, { basedOn: 0, weights: root(40), reason: 'A test', restoredFrom: null })
  await reassessed()
  const after = await risks()
  const moved = after.filter(({ id, risk }) => before.get(id) !== risk)
  const movers = preview.ok ? preview.value.movers : []
  expect(movers.map(({ id, from, to }) => [id, from, to]).toSorted()).toEqual(
    moved.map(({ id, risk }) => [id, before.get(id), risk]).toSorted(),
  )
  expect(preview.ok && preview.value.bands).toEqual([
    { from: 'low', to: 'medium', issues: 2 },
    { from: 'medium', to: 'high', issues: 2 },
  ])
})

test('of too many issues the riskiest and a share of the others are compared, and that is said', async () => {
  const preview = await previewWeights(ADMIN, root(9), 3)
  const all = await risks()
  const { sample, compared, open } = preview.ok ? preview.value : { sample: null, compared: 0, open: 0 }
  expect([open, sample]).toEqual([5, { riskiest: 0, everyNth: 2 }])
  expect(compared).toBe(all.filter(({ id }) => id % 2 === 0).length)
})

test('only an administrator previews and saves', async () => {
  expect(await previewWeights(SECURITY, root(9))).toMatchObject({ ok: false, failure: { code: 'forbidden' } })
  const wanted = { basedOn: 0, weights: root(9), reason: 'r', restoredFrom: null }
  expect(await saveWeights(SECURITY, wanted)).toMatchObject({ ok: false, failure: { code: 'forbidden' } })
})
