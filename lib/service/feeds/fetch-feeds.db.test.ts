import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { config } from '../../config.ts'
import type { Feed } from '../../contract/feeds.ts'
import { database } from '../../store/database.ts'
import { processReport } from '../engine/process-report.ts'
import { epssOf, kevEntry, kevOf } from '../engine/testing/feeds.ts'
import { SECURITY } from '../engine/testing/intake.ts'
import { resetWorld } from '../testing/world.ts'
import { type FeedOrigins, fetchFeeds } from './fetch-feeds.ts'
import { listFeeds } from './list.ts'

let server: Server | undefined
let answer: RequestListener
let requests: { url: string | undefined; etag: string | undefined }[]
let dir: string

beforeEach(async () => {
  await resetWorld([])
  await database().query(
    sql`DELETE FROM feed; DELETE FROM feed_fetch; DELETE FROM allowed_host; DELETE FROM known_exploited`,
  )
  requests = []
  dir = await mkdtemp(join(tmpdir(), 'plimsoll-feeds-'))
})
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(null)))
  server = undefined
  await rm(dir, { recursive: true })
})

async function serve(listener: RequestListener): Promise<string> {
  answer = listener
  server = createServer((request, response) => {
    requests.push({ url: request.url, etag: request.headers['if-none-match'] })
    answer(request, response)
  })
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const allowHere = () => database().query(sql`INSERT INTO allowed_host (host, reason) VALUES ('127.0.0.1', 'A test')`)
const only = (feeds: Partial<FeedOrigins>): FeedOrigins => ({ kev: null, epss: null, ...feeds })
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

async function feed(name: Feed['name'], origins: FeedOrigins): Promise<Feed> {
  const listed = await listFeeds(SECURITY, origins)
  if (!listed.ok) throw new Error(listed.failure.detail)
  return listed.value.rows.find((row) => row.name === name)!
}

async function processAll(): Promise<number> {
  const waiting = await database().query<{ id: string }>(sql`SELECT id FROM report WHERE status = 'received'`)
  for (const { id } of waiting) await processReport(id)
  return waiting.length
}

test('nothing is fetched unless it is configured', () => {
  expect(config.feeds).toEqual({ kev: null, epss: null })
})

test('a catalogue is fetched from its address, packed or not, once an interval, and only when it is another one', async () => {
  const url = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else
      response
        .writeHead(200, { etag: '"1"' })
        .end(gzipSync(JSON.stringify(epssOf('2026-11-01', { 'CVE-2024-1': 0.5 }))))
  })
  await allowHere()
  const origins = only({ epss: { url: `${url}/scores.csv.gz` } })
  expect(await feed('epss', origins)).toMatchObject({ age: 'unknown', fetch: { attemptedAt: null, problem: null } })
  await fetchFeeds(new Date(), origins)
  expect(await processAll()).toBe(1)
  expect(await feed('epss', origins)).toMatchObject({
    ...{ entries: 1, token: null },
    fetch: { origin: `${url}/scores.csv.gz`, problem: null, failures: 0, isLoaded: true },
  })
  await fetchFeeds(minutes(5), origins)
  expect(requests).toHaveLength(1)
  await fetchFeeds(minutes(config.feedIntervalHours * 60 + 1), origins)
  expect(requests.map(({ etag }) => etag)).toEqual([undefined, '"1"'])
  expect(await processAll()).toBe(0)
  expect(await feed('epss', origins)).toMatchObject({ fetch: { problem: null, isLoaded: true } })
})

test.each<[string, RequestListener, RegExp]>([
  ['says no', (_, response) => response.writeHead(503).end(), /HTTP 503/],
  ['sends something else', (_, response) => response.end('<html>Sign in</html>'), /format/i],
  [
    'sends another catalogue',
    (_, response) => response.end(JSON.stringify(epssOf('2026-11-01', { 'CVE-1-1': 1 }))),
    /not of kev/,
  ],
  [
    'redirects elsewhere',
    (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    /redirects/,
  ],
  ['breaks off', (request) => request.socket.destroy(), /could not be reached/],
])('what %s is told on the page, tried again later, and replaces nothing', async (_, listener, problem) => {
  const url = await serve(listener)
  await allowHere()
  const origins = only({ kev: { url } })
  await fetchFeeds(new Date(), origins)
  await processAll()
  expect(await feed('kev', origins)).toMatchObject({
    loadedAt: null,
    fetch: { failures: 1, succeededAt: null, problem: expect.stringMatching(problem) },
  })
  await fetchFeeds(minutes(4), origins)
  expect(requests).toHaveLength(1)
  answer = (_, response) => response.end(JSON.stringify(kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-10-30')])))
  await fetchFeeds(minutes(6), origins)
  await processAll()
  expect(await feed('kev', origins)).toMatchObject({
    entries: 1,
    fetch: { failures: 0, problem: null, isLoaded: true },
  })
})

test('a private address is refused until an administrator allows the host', async () => {
  const url = await serve((_, response) => response.end('{}'))
  const origins = only({ kev: { url: url.replace('http:', 'https:') } })
  await fetchFeeds(new Date(), origins)
  expect(requests).toEqual([])
  expect(await feed('kev', origins)).toMatchObject({ fetch: { problem: expect.stringContaining('not on the public') } })
})

test('a password in the address is not shown', async () => {
  const origins = only({ kev: { url: 'https://me:hidden@feeds.invalid/kev.json' } })
  await fetchFeeds(new Date(), origins)
  expect(JSON.stringify(await feed('kev', origins))).not.toContain('hidden')
  const kept = await database().query(sql`SELECT * FROM feed_fetch`)
  expect(JSON.stringify(kept)).not.toContain('hidden')
})

test('a file is read when it is new, and a missing one is told', async () => {
  const file = join(dir, 'kev.json')
  const origins = only({ kev: { file } })
  await fetchFeeds(new Date(), origins)
  expect(await feed('kev', origins)).toMatchObject({ fetch: { problem: 'The file cannot be read (ENOENT).' } })
  await writeFile(file, JSON.stringify(kevOf('2026-11-01', [kevEntry('CVE-2024-1', '2026-10-30')])))
  await fetchFeeds(minutes(6), origins)
  expect(await processAll()).toBe(1)
  expect(await feed('kev', origins)).toMatchObject({ entries: 1, fetch: { problem: null, isLoaded: true } })
  await fetchFeeds(minutes(6 + config.feedIntervalHours * 60), origins)
  expect(await processAll()).toBe(0)
})

test('what was fetched and cannot be used is told with the reason of its report', async () => {
  const file = join(dir, 'kev.json')
  await writeFile(file, JSON.stringify(kevOf('2026-11-01', [kevEntry('none', '2026-10-30')])))
  const origins = only({ kev: { file } })
  await fetchFeeds(new Date(), origins)
  await processAll()
  expect(await feed('kev', origins)).toMatchObject({
    fetch: { problem: 'No entry of the feed can be read', isLoaded: false },
  })
})
