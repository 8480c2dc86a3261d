import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ingestReport } from '../../contract/ingest.ts'
import { resetWorld, tokenOf } from '../../service/testing/world.ts'
import { forgetVerifiedTokens } from '../../service/tokens/verify-token.ts'
import { database } from '../../store/database.ts'
import { type ApiServer, startApiServer } from '../testing/api-server.ts'

let server: ApiServer
beforeAll(async () => {
  server = await startApiServer()
})
afterAll(() => server.close())
beforeEach(() => resetWorld([]))

const REPORT = ingestReport.rawBody?.example ?? ''

async function post(body: string | Uint8Array, query = '', headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/api/v1/ingest/reports${query}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { authorization: `Bearer ${tokenOf('reports')}`, ...headers },
  })
  return { status: response.status, body: await response.json() }
}

async function storedReports() {
  return database().query<{ id: string; bytes: Buffer[]; options: object; size: number; clusterId: number | null }>(sql`
    SELECT r.id, r.options, r.size_bytes AS size, r.cluster_id AS "clusterId",
      ARRAY(SELECT h.bytes FROM report_chunk h WHERE h.upload_id = r.upload_id ORDER BY h.position) AS bytes
    FROM report r ORDER BY r.received_at`)
}

/** A report of many findings that gzip cannot make small. */
function largeReport(findings: number): string {
  const vulnerabilities = Array.from({ length: findings }, (_, at) => ({
    VulnerabilityID: `CVE-2026-${at}`,
    PkgName: `package-${at}`,
    InstalledVersion: '1.0',
    Severity: 'LOW',
    Description: Buffer.from(crypto.getRandomValues(new Uint8Array(600))).toString('base64'),
  }))
  const report = JSON.parse(REPORT)
  report.Results[0].Vulnerabilities = vulnerabilities
  return JSON.stringify(report)
}

test('is stored byte for byte, in chunks, before the answer', async () => {
  const large = largeReport(5_000)
  const { status, body } = await post(large)
  expect(status).toBe(202)
  expect(body).toEqual({
    id: expect.any(String),
    status: 'received',
    statusUrl: `/api/v1/reports/${body.id}`,
    duplicate: false,
  })
  const [stored] = await storedReports()
  expect(stored).toMatchObject({ id: body.id, size: large.length, options: {} })
  expect(stored?.bytes.length).toBeGreaterThan(2)
  expect(gunzipSync(Buffer.concat(stored?.bytes ?? [])).toString()).toBe(large)
})

test('the same content is the same report, however it is packed, and its bytes are kept once', async () => {
  const first = await post(REPORT)
  const again = await post(gzipSync(REPORT, { level: 9 }), '', { 'content-encoding': 'gzip' })
  expect(again).toEqual({ status: 202, body: { ...first.body, duplicate: true } })
  expect(await storedReports()).toHaveLength(1)
  expect(await database().query(sql`SELECT DISTINCT upload_id FROM report_chunk`)).toHaveLength(1)
})

test('the same content with another parameter is another report', async () => {
  const first = await post(REPORT)
  const second = await post(REPORT, '?scans=secret,vulnerability&image=registry.example.com/other:1')
  expect(second.body).toMatchObject({ duplicate: false })
  expect(second.body.id).not.toBe(first.body.id)
  expect((await storedReports())[1]?.options).toEqual({
    image: 'registry.example.com/other:1',
    declaredScans: ['secret', 'vulnerability'],
  })
})

test('many senders of the same content at once get one report', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(REPORT)))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1)
  expect(await storedReports()).toHaveLength(1)
  await expect.poll(() => database().query(sql`SELECT DISTINCT upload_id FROM report_chunk`)).toHaveLength(1)
})

test('an idempotency key answers a retry the same, and refuses other content', async () => {
  const key = { 'idempotency-key': 'job-4711' }
  const answers = await Promise.all([post(REPORT, '', key), post(REPORT, '', key), post(REPORT, '', key)])
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const other = REPORT.replace('4.2.0', '4.3.0')
  expect(await post(other, '', key)).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(await storedReports()).toHaveLength(1)
  expect(await post(other, '', { 'idempotency-key': 'job-4712' })).toMatchObject({ status: 202 })
})

test('a token for one cluster speaks for it without naming it', async () => {
  await database().query(sql`UPDATE ingest_token SET cluster_id = 1 WHERE name = 'reports'`)
  forgetVerifiedTokens()
  expect(await post(REPORT)).toMatchObject({ status: 202 })
  expect(await post(REPORT, '?cluster=shop-prod')).toMatchObject({ status: 202, body: { duplicate: true } })
  expect(await storedReports()).toMatchObject([{ clusterId: 1, options: { cluster: 'shop-prod' } }])
})

test('a cluster that is new is made with the first report that is taken', async () => {
  expect(await post(REPORT, '?cluster=edge-9')).toMatchObject({ status: 202 })
  expect(await database().query(sql`SELECT name FROM cluster WHERE name = 'edge-9'`)).toHaveLength(1)
})

test('text that Postgres refuses comes through to the worker as it was sent', async () => {
  const odd = REPORT.replace('pay-api', '\\u0000 \\ud800 __proto__')
  expect(await post(odd)).toMatchObject({ status: 202 })
  const [stored] = await storedReports()
  expect(gunzipSync(Buffer.concat(stored?.bytes ?? [])).toString()).toBe(odd)
})

test('a report with a date in the far future is taken without the date', async () => {
  expect(await post(REPORT.replace('2026-11-20T09', '9026-11-20T09'))).toMatchObject({ status: 202 })
  expect(await database().query(sql`SELECT scanned_at AS at FROM report`)).toEqual([{ at: null }])
})

test('the worker is told when the report is committed', async () => {
  const client = await database().pool.connect()
  try {
    const heard: string[] = []
    client.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await client.query('LISTEN plimsoll_inbox')
    await post(REPORT)
    await expect.poll(() => heard).toEqual(['report'])
  } finally {
    client.release(true)
  }
})

test('keeps with which tool and database it was made', async () => {
  const grype = await readFile(join(import.meta.dirname, '../../../samples/formats/grype.json'))
  const { statusUrl } = (await post(grype)).body
  const headers = { authorization: `Bearer ${tokenOf('reports')}` }
  const detail = await (await fetch(server.url + statusUrl, { headers })).json()
  expect(detail).toMatchObject({ toolVersion: '0.92.0', databaseVersion: '2026-11-01T00:00:00Z' })
})
