import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { eventStatus } from '../ingest/event-status.ts'
import { actOnIssue } from '../issues/act.ts'
import { resetWorld } from '../testing/world.ts'
import { processEventBatch } from './process-events.ts'
import { imageRef } from './testing/admissions.ts'
import { falcoAlert } from './testing/alerts.ts'
import { hoursAgo } from './testing/clock.ts'
import { admit, alert, EVENTS_TOKEN, receiveAlerts, report, SECURITY, until } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { bitter } from './testing/poison.ts'
import { CLUSTER, imageScan } from './testing/scan-reports.ts'
import { episodes, everyRow, issues, sightings, theIssue } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const alerts = () =>
  database().query<{ hour: Date; alerts: number; firstAt: Date; lastAt: Date }>(sql`
    SELECT hour, alerts::int, first_at AS "firstAt", last_at AS "lastAt" FROM alert ORDER BY hour`)

const samples = async () => {
  const rows = await database().query<{ process: string }>(
    sql`SELECT sample->>'process' AS process FROM alert ORDER BY last_at`,
  )
  return rows.map(({ process }) => process)
}

const batches = () => database().query(sql`SELECT id, status FROM event_batch ORDER BY id`)

test('a Falco alert on a pod maps to the Deployment by the name of its ReplicaSet', async () => {
  await admit({ hoursAgo: 5 })
  await alert(falcoAlert(2, { pod: 'pay-6f7d9c8b5d-x2v7q' }), falcoAlert(1, { pod: 'pay-7c5ddbdf54-kk8fz' }))
  expect(await theIssue()).toMatchObject({
    key: `threat|rule=falco:Terminal shell in container|cluster=${CLUSTER}|namespace=shop|kind=Deployment|name=pay`,
    kind: 'threat',
    status: 'open',
    running: true,
    workload: 'Deployment/pay',
    openedAt: hoursAgo(2),
  })
  expect(await sightings()).toMatchObject([
    { source: 'falco', stage: 'runtime', firstSeenAt: hoursAgo(2), endedAt: null },
  ])
  const [workload] = await database().query(sql`SELECT last_alert_at AS at FROM workload`)
  expect(workload).toEqual({ at: hoursAgo(1) })
})

test.each([
  ['StatefulSet', 'db', 'db-0'],
  ['DaemonSet', 'agent', 'agent-x2v7q'],
  ['Pod', 'debug', 'debug'],
])('an alert on a pod of a %s maps to it', async (kind, name, pod) => {
  await admit({ hoursAgo: 5, kind, name })
  await alert(falcoAlert(1, { pod }))
  expect(await theIssue()).toMatchObject({ workload: `${kind}/${name}` })
})

test('an alert on a pod that nobody admitted is an issue of its guessed owner, one for all its pods', async () => {
  await alert(falcoAlert(2, { pod: 'pay-6f7d9c8b5d-x2v7q' }), falcoAlert(1, { pod: 'pay-7c5ddbdf54-kk8fz' }))
  expect(await theIssue()).toMatchObject({ key: expect.stringContaining('pod-owner=pay'), workload: null })
})

test('a threat has the severity of its rule and the stage runtime, which the image that runs there shares', async () => {
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  await admit({ hoursAgo: 5, images: [imageRef('v1')] })
  await alert(falcoAlert(3, { priority: 'Notice' }), falcoAlert(2, { rule: 'Drop and execute', priority: 'Critical' }))
  expect(await issues()).toMatchObject([
    { key: expect.stringContaining('Drop and execute'), severity: 4, stages: ['runtime'] },
    { key: expect.stringContaining('Terminal shell'), severity: 1, stages: ['runtime'] },
    { kind: 'vulnerability', severity: 3, stages: ['build', 'deploy', 'runtime'] },
  ])
  const rules = await database().query(sql`SELECT name, severity FROM rule ORDER BY name`)
  expect(rules).toEqual([
    { name: 'falco:Drop and execute', severity: 4 },
    { name: 'falco:Terminal shell in container', severity: 1 },
  ])
})

/** 60 alerts over four hours, in no order, no two alike. */
const BURST = Array.from({ length: 60 }, (_, index) => {
  const ago = 1 + ((index * 37) % 240) / 60
  return { at: hoursAgo(ago), alert: falcoAlert(ago, { process: `sh-${index}` }) }
})

/** What the alerts come to, counted here. */
function counted() {
  const inOrder = BURST.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const hours = Map.groupBy(inOrder, ({ at }) => at.toISOString().slice(0, 13))
  return [...hours].map(([hour, all]) => {
    const [first, last] = [all[0]!, all.at(-1)!]
    const times = { hour: new Date(`${hour}:00:00Z`), firstAt: first.at, lastAt: last.at }
    return { ...times, alerts: all.length }
  })
}

test.each([
  ['one at a time', 1],
  ['all at once', 20],
])('alert counts are exact over several batches, taken %s, and so are their times', async (_, limit) => {
  await admit({ hoursAgo: 9 })
  for (let at = 0; at < BURST.length; at += 13) await receiveAlerts(BURST.slice(at, at + 13).map((one) => one.alert))
  await until(() => processEventBatch(limit))
  expect(await alerts()).toEqual(counted())
  expect(await batches()).toEqual([])
  expect(await episodes()).toHaveLength(1)
})

test('the newest alert of an hour stays its sample in whatever order they come', async () => {
  const [newest, older] = [falcoAlert(2, { process: 'newest' }), falcoAlert(2 + 1 / 3600, { process: 'older' })]
  await alert(newest)
  await alert(older)
  expect((await samples()).at(-1)).toBe('newest')
})

test('events that come again, before and after their batch was processed, count once', async () => {
  await receiveAlerts([falcoAlert(2), falcoAlert(1)])
  await receiveAlerts([falcoAlert(1)])
  await until(() => processEventBatch(20))
  const before = await everyRow()
  await alert(falcoAlert(2), falcoAlert(1))
  expect(await everyRow()).toEqual(before)
  const [{ total } = { total: 0 }] = await database().query<{ total: number }>(
    sql`SELECT sum(alerts)::int AS total FROM alert`,
  )
  expect(total).toBe(2)
})

test('two workers that take batches at once count every alert once', async () => {
  await admit({ hoursAgo: 9 })
  for (let at = 0; at < BURST.length; at += 5) await receiveAlerts(BURST.slice(at, at + 5).map((one) => one.alert))
  await Promise.all([until(() => processEventBatch(3)), until(() => processEventBatch(3))])
  expect(await alerts()).toEqual(counted())
})

test('a batch with a poisonous event takes no other along, is quarantined with its reason, and can be processed later', async () => {
  await receiveAlerts([falcoAlert(4, { process: 'first' })])
  const [bad] = await receiveAlerts([falcoAlert(3, { process: 'poison' })])
  const [good] = await receiveAlerts([falcoAlert(2, { process: 'last' })])
  await bitter('alert', 'sample', () => until(() => processEventBatch(20)))
  expect(await samples()).toEqual(['first', 'last'])
  expect(await eventStatus(EVENTS_TOKEN, good!)).toMatchObject({ value: { status: 'processed', problem: null } })
  expect(await eventStatus(EVENTS_TOKEN, bad!)).toMatchObject({
    value: { status: 'quarantined', problem: expect.stringContaining('it tastes bitter') },
  })
  await database().query(sql`UPDATE event_batch SET status = 'received', attempts = 0`)
  await until(() => processEventBatch(20))
  expect(await samples()).toEqual(['first', 'poison', 'last'])
  expect(await eventStatus(EVENTS_TOKEN, bad!)).toMatchObject({ value: { status: 'processed', problem: null } })
})

test('a sensor whose clock runs ahead dates nothing in the future', async () => {
  await alert(falcoAlert(-3))
  expect((await theIssue()).openedAt.getTime()).toBeLessThanOrEqual(Date.now())
})

test('a threat that a person handled opens a second episode when it is seen again', async () => {
  await admit({ hoursAgo: 9 })
  await alert(falcoAlert(5))
  const { id } = await theIssue()
  const action = { type: 'handle', how: 'It was our own debugging.' } as const
  expect(await actOnIssue(SECURITY, { id, version: 1, action })).toMatchObject({ ok: true })
  await alert(falcoAlert(0))
  expect(await theIssue()).toMatchObject({ id, status: 'open', reason: null })
  expect(await episodes()).toMatchObject([
    { number: 1, reason: 'handled' },
    { number: 2, closedAt: null },
  ])
})

test('an alert that came before its workload was known is one threat with those that come after', async () => {
  await alert(falcoAlert(5))
  const { id } = await theIssue()
  await admit({ hoursAgo: 4 })
  await alert(falcoAlert(1))
  expect(await theIssue()).toMatchObject({ id, status: 'open', running: true })
  expect((await alerts()).reduce((sum, hour) => sum + hour.alerts, 0)).toBe(2)
})

test('an alert of a pod that only looks like one of another kind stays apart', async () => {
  await alert(falcoAlert(5, { pod: 'pay-0' }))
  await admit({ hoursAgo: 4 })
  expect(await theIssue()).toMatchObject({ running: null })
})

test('of a batch in which one event always fails, the others are counted and that one is set aside', async () => {
  const processes = ['one', 'two', 'three', 'poison', 'five', 'six', 'seven']
  await receiveAlerts(processes.map((process) => falcoAlert(3, { process, rule: `Rule of ${process}` })))
  await bitter('alert', 'sample', () => until(() => processEventBatch(20)))
  expect((await samples()).sort()).toEqual(['five', 'one', 'seven', 'six', 'three', 'two'])
  const set = await database().query(sql`SELECT status, events FROM event_batch`)
  expect(set).toEqual([{ status: 'quarantined', events: 1 }])
})
