import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Gate } from '../../service/admission/gate.ts'
import { resetWorld, tokenOf } from '../../service/testing/world.ts'
import { database } from '../../store/database.ts'
import { type ApiServer, startApiServer } from '../testing/api-server.ts'
import { gateHandler } from './gate-server.ts'

let server: ApiServer
beforeEach(() => resetWorld([]))

/** The intake of the admission role, without its gate. */
async function startGateServer(): Promise<ApiServer> {
  const plain = createServer(gateHandler({ gate: new Gate(database()), spool: null }, async () => {}))
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(plain.address() as AddressInfo).port}`,
    close: async () => {
      plain.closeAllConnections()
      plain.close()
    },
  }
}

function alert(change: object = {}) {
  return {
    rule: 'Terminal shell in container',
    priority: 'Notice',
    time: new Date().toISOString().replace('Z', '456789Z'),
    output: 'a shell',
    output_fields: { 'k8s.ns.name': 'payments', 'k8s.pod.name': 'pay-api-6d4cf56db6-bx9kq' },
    ...change,
  }
}

async function post(body: string | Uint8Array, headers: Record<string, string> = {}, query = '?cluster=shop-prod') {
  const response = await fetch(`${server.url}/api/v1/ingest/events${query}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { authorization: `Bearer ${tokenOf('events')}`, ...headers },
  })
  return { status: response.status, body: await response.json() }
}

async function get(path: string) {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${tokenOf('events')}` } })
  return { status: response.status, body: await response.json() }
}

const stored = () =>
  database().query<{ id: string; at: Date; body: Buffer; clusterId: number; batchId: number }>(
    sql`SELECT id, at, body, cluster_id AS "clusterId", batch_id AS "batchId" FROM raw_event ORDER BY at, id`,
  )
const batches = () => database().query<{ events: number }>(sql`SELECT events FROM event_batch ORDER BY id`)

describe.each([
  ['web', startApiServer],
  ['admission', startGateServer],
])('on the %s role', (_, start) => {
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.close())

  test('an event that comes in the millisecond of its own time is the same one when it is sent again', async () => {
    const time = new Date()
    const one = JSON.stringify(alert({ time: time.toISOString() }))
    vi.useFakeTimers({ toFake: ['Date'], now: time })
    try {
      const first = await post(one)
      vi.setSystemTime(time.getTime() + 5)
      expect((await post(one)).body.ids).toEqual(first.body.ids)
    } finally {
      vi.useRealTimers()
    }
    expect(await stored()).toMatchObject([{ at: time }])
  })

  test('one event is stored as it came, under its own time', async () => {
    const one = JSON.stringify(alert())
    const { status, body } = await post(one)
    expect(status).toBe(202)
    expect(body).toEqual({
      accepted: 1,
      ids: [expect.any(String)],
      statusUrl: `/api/v1/ingest/events/${body.ids[0]}`,
      rejected: [],
    })
    const rows = await stored()
    expect(rows).toMatchObject([{ id: body.ids[0], clusterId: 1, at: new Date(JSON.parse(one).time) }])
    expect(rows[0]?.body.toString()).toBe(one)
    expect(await batches()).toEqual([{ events: 1 }])
    expect(await get(body.statusUrl)).toMatchObject({ status: 200, body: { status: 'received', problem: null } })
    await database().query(sql`DELETE FROM event_batch`)
    expect(await get(body.statusUrl)).toMatchObject({ body: { status: 'processed' } })
  })

  test('an array and lines are the same events, stored once, in order of the answer', async () => {
    const events = Array.from({ length: 150 }, (_, at) => JSON.stringify(alert({ output: `shell ${at}` })))
    const array = await post(`[${events.join(',')}]`)
    const lines = await post(gzipSync(events.join('\n')), { 'content-encoding': 'gzip' })
    expect(array.body.accepted).toBe(150)
    expect(array.body.ids).toHaveLength(100)
    expect(lines.body).toEqual(array.body)
    const rows = await stored()
    expect(new Set(rows.map(({ body }) => body.toString()))).toEqual(new Set(events))
    expect(rows).toHaveLength(150)
  })

  test('the same event from another cluster is another event', async () => {
    const one = JSON.stringify(alert())
    const [here, there] = [await post(one), await post(one, {}, '?cluster=shop-test')]
    expect(here.body.ids).not.toEqual(there.body.ids)
    expect((await stored()).map(({ clusterId }) => clusterId).sort()).toEqual([1, 2])
  })

  test('requests at the same time share commits, and each is acknowledged with its own ids', async () => {
    await post(JSON.stringify(alert()))
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) => post(JSON.stringify(alert({ output: `burst ${at}` })))),
    )
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    const rows = await stored()
    expect(rows).toHaveLength(201)
    const bodies = new Map(rows.map(({ id, body }) => [id, JSON.parse(body.toString()).output]))
    expect(answers.map(({ body }) => bodies.get(body.ids[0]))).toEqual(answers.map((_, at) => `burst ${at}`))
    expect((await batches()).length).toBeLessThan(150)
  })

  test('a bad event among good ones costs only itself and is told', async () => {
    const good = JSON.stringify(alert())
    const { status, body } = await post(`${good}\n{"no": "rule"}\n{"rule": "cut of`)
    expect(status).toBe(202)
    expect(body.accepted).toBe(1)
    expect(body.rejected).toMatchObject([
      { index: 1, offset: good.length + 1 },
      { index: 2, reason: expect.stringContaining('too early') },
    ])
    expect(await stored()).toHaveLength(1)
  })

  test.each([
    ['an event from the far future', { time: '9026-01-01T00:00:00Z' }],
    ['an event from long ago', { time: '2001-01-01T00:00:00Z' }],
    ['an event without a time', { time: undefined }],
  ])('%s is kept under the day on which it came in, and once', async (_, change) => {
    const one = JSON.stringify(alert(change))
    expect(await post(one)).toEqual(await post(one))
    const day = new Date(new Date().toISOString().slice(0, 10))
    expect(await stored()).toMatchObject([{ at: day }])
  })

  test('an idempotency key binds its content', async () => {
    const one = JSON.stringify(alert())
    const key = { 'idempotency-key': 'batch-1' }
    const answers = await Promise.all([post(one, key), post(one, key)])
    expect(answers[0]).toEqual(answers[1])
    expect(await post(JSON.stringify(alert({ output: 'another' })), key)).toMatchObject({ status: 409 })
    expect(await stored()).toHaveLength(1)
  })

  test('a day without a partition gets one', async () => {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    await database().query(sql`SELECT 1`)
    await database().pool.query(`DROP TABLE raw_event_${day}`)
    expect(await post(JSON.stringify(alert()))).toMatchObject({ status: 202 })
    expect(await stored()).toHaveLength(1)
  })

  test.each([
    [
      'too many events',
      () => post(Array(50_001).fill('{"rule":"r"}').join('\n')),
      413,
      { code: 'too-large', limit: 50_000 },
    ],
    [
      'a body that is too large',
      () =>
        post(`[${JSON.stringify(alert({ output: 'x'.repeat(1_000_000) })).repeat(1)}${' '.repeat(17 * 1024 * 1024)}]`),
      413,
      { code: 'too-large', limit: 16 * 1024 * 1024 },
    ],
    ['an array that is cut off', () => post(`[${JSON.stringify(alert())},`), 400, { code: 'truncated' }],
    ['nothing', () => post(''), 400, { code: 'malformed', offset: 0 }],
    ['an empty array', () => post('[]'), 400, { code: 'invalid' }],
    ['events that nobody can read', () => post('[{"no": "rule"}, 7]'), 400, { code: 'malformed', offset: 1, index: 0 }],
    [
      'a gzip bomb',
      () => post(gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '), { level: 9 }), { 'content-encoding': 'gzip' }),
      413,
      { code: 'too-large' },
    ],
    ['a source that nobody knows', () => post(JSON.stringify(alert()), {}, '?source=grave'), 400, { code: 'invalid' }],
    [
      'a token for something else',
      () => post(JSON.stringify(alert()), { authorization: `Bearer ${tokenOf('reports')}` }),
      403,
      { code: 'forbidden' },
    ],
  ])('refuses %s and stores nothing', async (_, send, status, problem) => {
    expect(await send()).toMatchObject({ status, body: { status, ...problem } })
    expect(await stored()).toEqual([])
    expect(await batches()).toEqual([])
  })
})
