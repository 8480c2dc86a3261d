import sql from 'sql-template-tag'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HttpStub, type StubAnswer, startHttpStub } from '../../notify/testing/http-stub.ts'
import { createDatabase, database } from '../../store/database.ts'
import { leaseMessage } from '../../store/outbox/lease.ts'
import { insertStateEvents } from '../../store/state-log/insert.ts'
import { composeMessages } from './compose.ts'
import { deliverNext } from './deliver.ts'
import { matchRoutes } from './match.ts'
import { tellRoutes } from './tell.ts'
import {
  closeIssue,
  emptyHouse,
  letTimePass,
  makeRoute,
  openIssues,
  outbox,
  webhookTo,
  worsen,
} from './testing/route-story.ts'

let stub: HttpStub
let answer: () => StubAnswer = () => ({ status: 200 })

beforeEach(async () => {
  answer = () => ({ status: 200 })
  stub = await startHttpStub(
    () => answer(),
    () => ({ status: 429, headers: { 'retry-after': '30' } }),
  )
  await emptyHouse()
  while (await tellRoutes());
})
afterEach(() => stub[Symbol.asyncDispose]())

async function tellAll(): Promise<void> {
  while (await tellRoutes());
}
async function deliverAll(): Promise<number> {
  let sent = 0
  while (await deliverNext(undefined, () => 0.5)) sent++
  return sent
}
interface Body {
  type: string
  data: {
    title: string
    events: string[]
    dedupeKey: string
    digest: { total: number; burst: boolean; items: unknown[] } | null
  }
}
const bodies = () => stub.requests.map(({ json }) => json as Body)
const endpointRow = async () => {
  const [row] = await database().query<{
    failures: number
    paused: boolean
    reason: string | null
    waits: boolean
  }>(sql`
    SELECT failures, paused_at IS NOT NULL AS paused, pause_reason AS reason, COALESCE(retry_at > now(), false) AS waits FROM endpoint`)
  return row!
}

describe('from what happened to the endpoint', () => {
  test('a new issue is told once, to the routes that asked for it', async () => {
    await makeRoute({ settings: webhookTo(`${stub.url}/payments`), teamId: 3 })
    await makeRoute({ settings: webhookTo(`${stub.url}/storefront`), teamId: 4 })
    await makeRoute({ settings: webhookTo(`${stub.url}/grave`), filter: { severities: ['critical'] } })
    const [issue] = await openIssues(1, { teamId: 3, severity: 4, risk: 90 })
    await tellAll()
    expect(await deliverAll()).toBe(2)
    expect(stub.requests.map(({ path }) => path).sort()).toEqual(['/grave', '/payments'])
    expect(bodies()[0]).toMatchObject({ type: 'issue.opened', data: { dedupeKey: `issue:${issue}`, digest: null } })
    await tellAll()
    expect(await deliverAll()).toBe(0)
  })

  test('a route tells of nothing from before it', async () => {
    await openIssues(1)
    await makeRoute({ settings: webhookTo(stub.url) })
    await tellAll()
    expect(await outbox()).toEqual([])
  })

  test('what happens to one issue in a window is one message, and what closes before it is told is none', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    const [first, second] = await openIssues(2)
    await matchRoutes()
    await worsen(first!, 90)
    await matchRoutes()
    await closeIssue(second!)
    await tellAll()
    await deliverAll()
    expect(bodies().map(({ data }) => [data.dedupeKey, data.events.join()])).toEqual([
      [`issue:${first}`, 'opened,worsened'],
    ])

    await worsen(first!, 20)
    await worsen(first!, 65)
    await tellAll()
    await worsen(first!, 20)
    await worsen(first!, 95)
    await tellAll()
    expect(await deliverAll()).toBe(0)
    await letTimePass()
    await tellAll()
    expect(await deliverAll()).toBe(1)
    expect(bodies()[1]?.data.events).toEqual(['worsened'])
  })

  test('a report that opens thousands sends one message that counts them', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(3000)
    await openIssues(20, { severity: 4 })
    await tellAll()
    expect(await deliverAll()).toBe(0)
    await letTimePass()
    await tellAll()
    await deliverAll()
    expect(stub.requests).toHaveLength(1)
    const digest = bodies()[0]?.data.digest
    expect(digest).toMatchObject({ total: 3020, burst: true, bySeverity: { critical: 20, high: 3000 } })
    expect(digest?.items).toHaveLength(20)
    expect(digest?.items.every((item) => (item as { severity: string }).severity === 'critical')).toBe(true)
    await openIssues(1)
    await tellAll()
    expect(await deliverAll()).toBe(0)
    await letTimePass()
    await tellAll()
    expect(await deliverAll()).toBe(1)
  })

  test('a digest waits for its time and is one message', async () => {
    const timing = { timeZone: 'UTC', rhythm: { every: 'day' as const, minute: 540 }, quiet: null }
    await makeRoute({ settings: webhookTo(stub.url), timing })
    await openIssues(2)
    await tellAll()
    expect(await outbox()).toEqual([])
    await letTimePass()
    await tellAll()
    await deliverAll()
    expect(bodies()[0]?.data.digest).toMatchObject({ total: 2, burst: false })
  })

  test('an event that is about no issue is told too', async () => {
    await makeRoute({ settings: webhookTo(stub.url), events: ['over-line'] })
    const data = {
      thing: 'load:team:3',
      title: 'Payments is over its load line',
      path: '/teams/payments',
      text: 'Load 31 of 25.',
    }
    await database().transaction((tx) =>
      insertStateEvents(tx, [{ at: new Date(), event: 'load-over', issueId: null, data }]),
    )
    await tellAll()
    await deliverAll()
    expect(bodies()[0]).toMatchObject({ type: 'load.over-line', data: { title: 'Payments is over its load line' } })
  })

  test('an alert is closed when its issue is, also when it closed before the alert was sent', async () => {
    await makeRoute({ provider: 'pagerduty', settings: { routingKey: 'a'.repeat(32), apiUrl: stub.url } })
    answer = () => ({ status: 202, json: { status: 'success', dedup_key: 'x' } })
    const [first, second] = await openIssues(2)
    await tellAll()
    await deliverNext()
    await closeIssue(first!)
    await closeIssue(second!)
    await tellAll()
    await deliverAll()
    const sent = stub.requests.map(({ json }) => json as { event_action: string; dedup_key: string })
    expect(sent.map(({ event_action }) => event_action)).toEqual(['trigger', 'trigger', 'resolve', 'resolve'])
    expect(new Set(sent.map(({ dedup_key }) => dedup_key)).size).toBe(2)
  })
})

describe('endpoints that fail', () => {
  test('"too many" stops the endpoint for as long as it says and costs no attempt', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(2)
    await tellAll()
    stub.throttle()
    expect(await deliverAll()).toBe(1)
    expect(await endpointRow()).toMatchObject({ failures: 0, paused: false, waits: true })
    expect((await outbox()).map(({ attempts }) => attempts)).toEqual([0, 0])
    await letTimePass()
    expect(await deliverAll()).toBe(2)
    expect(new Set(stub.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  })

  test('a refusal is a dead letter with its reason; a fault is tried again', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(1)
    await tellAll()
    stub.answerNext({ status: 503 })
    await deliverNext()
    expect(await outbox()).toMatchObject([{ attempts: 1, delivered: false, failed: false }])
    await letTimePass()
    stub.answerNext({ status: 400, text: 'no such channel' })
    await deliverNext()
    const [dead] = await outbox()
    expect(dead).toMatchObject({ attempts: 2, failed: true })
    expect(dead?.lastError).toContain('no such channel')
  })

  test('five failures in a row pause it with the reason, the others wait, and one that arrives lets all go', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(8)
    await tellAll()
    answer = () => ({ status: 500, text: 'on fire' })
    for (let failures = 1; failures <= 5; failures++) {
      expect(await deliverAll()).toBe(1)
      expect(await endpointRow()).toMatchObject({ failures, paused: failures === 5, waits: true })
      if (failures < 5) await letTimePass()
    }
    expect((await endpointRow()).reason).toContain('on fire')
    await letTimePass()
    expect(await deliverAll()).toBe(1)
    expect((await endpointRow()).paused).toBe(true)
    answer = () => ({ status: 200 })
    await letTimePass()
    expect(await deliverAll()).toBe(8)
    expect(await endpointRow()).toMatchObject({ failures: 0, paused: false, reason: null })
  })

  test('a closing with nothing to close says nothing of an endpoint that is away', async () => {
    await makeRoute({ provider: 'pagerduty', settings: { routingKey: 'a'.repeat(32), apiUrl: stub.url } })
    const [issue] = await openIssues(1)
    await tellAll()
    stub.answerNext({ status: 400, json: { status: 'invalid event', message: 'no' } })
    await deliverNext()
    await database().query(sql`UPDATE endpoint SET paused_at = now(), pause_reason = 'away', probe_at = now()`)
    await closeIssue(issue!)
    await tellAll()
    expect(await deliverNext()).toBe(true)
    expect(stub.requests).toHaveLength(1)
    expect(await endpointRow()).toMatchObject({ paused: true, failures: 1 })
  })

  test('no private address is called once nobody allows it any more', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await database().query(sql`DELETE FROM allowed_host`)
    await openIssues(1)
    await tellAll()
    await deliverAll()
    expect(stub.requests).toEqual([])
    expect((await outbox())[0]).toMatchObject({ failed: true })
    expect((await outbox())[0]?.lastError).toMatch(/https|public Internet/)
  })
})

describe('workers', () => {
  test('several at once send each message once', async () => {
    await makeRoute({ settings: webhookTo(`${stub.url}/a`) })
    await makeRoute({ settings: webhookTo(`${stub.url}/b`) })
    await openIssues(10)
    await Promise.all([tellAll(), tellAll(), tellAll()])
    await Promise.all([deliverAll(), deliverAll(), deliverAll(), deliverAll()])
    await deliverAll()
    const ids = stub.requests.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
  })

  test('an endpoint is spoken to by one worker at a time', async () => {
    await makeRoute({ settings: webhookTo(`${stub.url}/a`) })
    await makeRoute({ settings: webhookTo(`${stub.url}/a`), teamId: 3 })
    await makeRoute({ settings: webhookTo(`${stub.url}/b`) })
    await openIssues(4, { teamId: 3 })
    await tellAll()
    const leases = await Promise.all(Array.from({ length: 6 }, () => leaseMessage(database(), 60)))
    const endpoints = leases.flatMap((lease) => lease?.endpointId ?? [])
    expect(endpoints).toHaveLength(2)
    expect(new Set(endpoints).size).toBe(2)
  })

  test('a worker that dies while it tells loses nothing and tells nothing twice', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(3)
    const dying = createDatabase(process.env.DATABASE_URL ?? '', 1)
    const killed = dying.transaction(async (tx) => {
      await tx.query(sql`SELECT last_id FROM state_log_reader WHERE consumer = 'routes' FOR UPDATE`)
      const [me] = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
      await tx.query(sql`INSERT INTO notice_item (route_id, thing, events, first_at, last_at, due_at)
        SELECT id, 'issue:0', ARRAY['opened'], now(), now(), now() FROM route`)
      await database().query(sql`SELECT pg_terminate_backend(${me!.pid})`)
      await tx.query(sql`UPDATE state_log_reader SET last_id = 1000000 WHERE consumer = 'routes'`)
    })
    await expect(killed).rejects.toThrow()
    await dying.close()
    await matchRoutes()
    await composeMessages()
    expect(await outbox()).toHaveLength(3)
  })

  test('a message whose worker died is sent again with the same id, after its lease', async () => {
    await makeRoute({ settings: webhookTo(stub.url) })
    await openIssues(1)
    await tellAll()
    await database().query(sql`UPDATE endpoint SET leased_until = now() + interval '1 minute'`)
    expect(await deliverAll()).toBe(0)
    await database().query(sql`UPDATE endpoint SET leased_until = now() - interval '1 second'`)
    expect(await deliverAll()).toBe(1)
  })
})
