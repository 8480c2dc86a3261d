import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ingestReport } from '../../contract/ingest.ts'
import { resetWorld, tokenOf } from '../../service/testing/world.ts'
import { database } from '../../store/database.ts'
import { type ApiServer, startApiServer } from '../testing/api-server.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())
beforeEach(() => resetWorld([]))

const REPORT = ingestReport.rawBody?.example ?? ''
const MIB = 1024 * 1024

function post(body: string | Uint8Array, query = '', headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/v1/ingest/reports${query}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { authorization: `Bearer ${tokenOf('reports')}`, ...headers },
  })
}

/** Everything that a delivery could have left behind. */
async function traces() {
  const [row] = await database().query(sql`
    SELECT (SELECT count(*) FROM report) AS reports, (SELECT count(*) FROM report_chunk) AS chunks,
      (SELECT count(*) FROM idempotency_key) AS keys, (SELECT count(*) FROM issue) AS issues,
      (SELECT count(*) FROM cluster) AS clusters`)
  return row
}
const NOTHING = { reports: 0, chunks: 0, keys: 0, issues: 0, clusters: 2 }

/** A stream that gzip makes tiny. */
const bomb = (bytes: number) => gzipSync(Buffer.alloc(bytes, ' '), { level: 9 })
const gzip = { 'content-encoding': 'gzip' }
const deep = `{"SchemaVersion": 2, "x": ${'['.repeat(70)}`

interface Bad {
  name: string
  send: () => Promise<Response>
  status: number
  problem: Record<string, unknown>
}

const bad: Bad[] = [
  {
    name: 'no token',
    send: () => post(REPORT, '', { authorization: '' }),
    status: 401,
    problem: { code: 'unauthenticated' },
  },
  {
    name: 'a wrong token',
    send: () => post(REPORT, '', { authorization: `Bearer plim_${'0'.repeat(64)}` }),
    status: 401,
    problem: { code: 'unauthenticated' },
  },
  {
    name: 'a token for something else',
    send: () => post(REPORT, '', { authorization: `Bearer ${tokenOf('events')}` }),
    status: 403,
    problem: { code: 'forbidden' },
  },
  {
    name: 'an unknown format',
    send: () => post('{"tool": "unheard of"}'),
    status: 400,
    problem: { code: 'unknown-format', knownFormats: expect.arrayContaining(['trivy-json']) },
  },
  {
    name: 'a format that nobody knows',
    send: () => post(REPORT, '?format=grave'),
    status: 400,
    problem: { code: 'unknown-format', knownFormats: expect.arrayContaining(['trivy-json']) },
  },
  {
    name: 'another tool’s report',
    send: () => post(REPORT, '?source=grype'),
    status: 400,
    problem: { code: 'invalid' },
  },
  {
    name: 'a truncated report',
    send: () => post(REPORT.slice(0, -10)),
    status: 400,
    problem: { code: 'truncated', offset: REPORT.length - 10 },
  },
  { name: 'an empty body', send: () => post(''), status: 400, problem: { code: 'malformed', offset: 0 } },
  { name: 'words', send: () => post('A report.'), status: 400, problem: { code: 'malformed', offset: 0 } },
  { name: 'XML of no known format', send: () => post('<html/>'), status: 400, problem: { code: 'unknown-format' } },
  {
    name: 'XML that defines entities',
    send: () => post('<!DOCTYPE bom [<!ENTITY e "e">]><bom>&e;</bom>'),
    status: 400,
    problem: { code: 'malformed' },
  },
  {
    name: 'XML that is cut',
    send: () => post('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'),
    status: 400,
    problem: { code: 'truncated' },
  },
  {
    name: 'JSON that is nested too deeply',
    send: () => post(deep),
    status: 413,
    problem: { code: 'too-deep', limit: 64, offset: 26 + 63 },
  },
  {
    name: 'a text of 10 MB',
    send: () => post(`{"x": "${'y'.repeat(10 * MIB)}"}`),
    status: 413,
    problem: { code: 'too-large', limit: 4 * MIB, offset: 7 },
  },
  {
    name: 'a key twice on the way to findings',
    send: () => post('{"Results": [], "Results": []}'),
    status: 400,
    problem: { code: 'malformed', offset: 16 },
  },
  {
    name: 'a gzip bomb',
    send: () => post(bomb(200 * MIB), '', gzip),
    status: 413,
    problem: { code: 'too-large', limit: 200 },
  },
  {
    name: 'gzip that is cut off',
    send: () => post(gzipSync(REPORT).subarray(0, -12), '', gzip),
    status: 400,
    problem: { code: 'truncated' },
  },
  { name: 'no gzip', send: () => post(REPORT, '', gzip), status: 400, problem: { code: 'malformed', offset: 0 } },
  {
    name: 'another encoding',
    send: () => post(REPORT, '', { 'content-encoding': 'zstd' }),
    status: 415,
    problem: { code: 'unsupported-media-type', supported: ['gzip', 'identity'] },
  },
  {
    name: 'a parameter with a NUL byte',
    send: () => post(REPORT, '?image=a%00b'),
    status: 400,
    problem: { code: 'invalid', location: 'query.image' },
  },
  {
    name: 'a scan that nobody knows',
    send: () => post(REPORT, '?scans=everything'),
    status: 400,
    problem: { code: 'invalid' },
  },
  {
    name: 'an idempotency key that is too long',
    send: () => post(REPORT, '', { 'idempotency-key': 'k'.repeat(256) }),
    status: 400,
    problem: { code: 'invalid', location: 'header.idempotency-key' },
  },
  {
    name: 'a cluster that the token may not speak for',
    send: async () => {
      await database().query(sql`UPDATE ingest_token SET cluster_id = 1 WHERE name = 'reports'`)
      return post(REPORT, '?cluster=shop-test')
    },
    status: 403,
    problem: { code: 'forbidden' },
  },
  {
    name: 'a cluster that nobody has heard of, from a token for one cluster',
    send: async () => {
      await database().query(sql`UPDATE ingest_token SET cluster_id = 1 WHERE name = 'reports'`)
      return post(REPORT, '?cluster=brand-new')
    },
    status: 403,
    problem: { code: 'forbidden' },
  },
]

describe('a report that is refused leaves nothing', () => {
  test.each(bad)('$name', async ({ send, status, problem }) => {
    const response = await send()
    const text = await response.text()
    expect(response.status, text).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ status, ...problem })
    expect(await traces()).toEqual(NOTHING)
  })

  test('a body beyond the limit is refused by its announced length, before it is read', async () => {
    const { request } = await import('node:http')
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${server.url}/api/v1/ingest/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('reports')}`, 'content-length': 257 * MIB },
      })
      sent.on('response', (response) => {
        resolve(response.statusCode)
        sent.destroy()
      })
      sent.on('error', reject)
      sent.flushHeaders()
    })
    expect(status).toBe(413)
    expect(await traces()).toEqual(NOTHING)
  })

  test('a sender that goes away leaves no chunks', async () => {
    const { request } = await import('node:http')
    await new Promise<void>((resolve) => {
      const sent = request(`${server.url}/api/v1/ingest/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('reports')}` },
      })
      sent.on('error', () => resolve())
      // Random text does not shrink, so that a chunk is stored before the end.
      sent.write(`{"x": "${'y'.repeat(1000)}"`)
      for (let part = 0; part < 40; part++) sent.write(Buffer.from(`,"${part}":"${randomHex(100_000)}"`))
      setTimeout(() => sent.destroy(), 500)
    })
    await expect.poll(traces, { timeout: 5_000 }).toEqual(NOTHING)
  })
})

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536)))).toString('hex')
}
