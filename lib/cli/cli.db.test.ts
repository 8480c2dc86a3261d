import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ingestReport } from '../contract/ingest.ts'
import { type ApiServer, startApiServer } from '../http/testing/api-server.ts'
import { resetWorld, tokenOf } from '../service/testing/world.ts'
import { database } from '../store/database.ts'

const BIN = new URL('../../bin/plimsoll.mjs', import.meta.url).pathname
const REPORT = ingestReport.rawBody?.example ?? ''
const ALERT = JSON.stringify({ rule: 'A shell', time: new Date().toISOString() })

let server: ApiServer
let dir: string
beforeAll(async () => {
  server = await startApiServer()
  dir = mkdtempSync(join(tmpdir(), 'plimsoll-cli-test-'))
})
afterAll(async () => {
  rmSync(dir, { recursive: true })
  await server.close()
})
beforeEach(() => resetWorld([]))

function file(name: string, content: string | Uint8Array): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

function plimsoll(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { NODE_ENV: 'test', PATH: '', PLIMSOLL_URL: server.url, PLIMSOLL_TOKEN: tokenOf('reports'), ...env },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.err += text
  })
  child.stdin.end(input)
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  )
}

const reports = () => database().query<{ id: string; options: object }>(sql`SELECT id, options FROM report`)

/** Plays the worker as far as the report's row tells it. */
async function settle(status: string, summary: object | null, problem: string | null): Promise<void> {
  await expect.poll(reports, { timeout: 5_000 }).toHaveLength(1)
  await database().query(sql`
    UPDATE report SET status = ${status}, summary = ${summary && JSON.stringify(summary)}::jsonb, processed_at = now(),
      problem_code = ${problem && 'malformed'}, problem_message = ${problem}, problem_offset = ${problem && 7}`)
}

test('delivers a file, a gzipped file and standard input as one report, with its parameters', async () => {
  const args = ['--image', 'registry.example.com/shop/web:1', '--base', 'debian:12', '--scans', 'secret']
  const first = await plimsoll(['ingest', file('trivy.json', REPORT), ...args])
  const [report] = await reports()
  expect(first).toEqual({ code: 0, out: `${join(dir, 'trivy.json')}: received as ${report?.id}\n`, err: '' })
  expect(report?.options).toEqual({
    ...{ image: 'registry.example.com/shop/web:1', base: 'debian:12', declaredScans: ['secret'] },
  })
  const zipped = await plimsoll(['ingest', file('trivy.json.gz', gzipSync(REPORT)), ...args])
  expect(zipped.out).toContain('which was there before')
  expect(await plimsoll(['ingest', '-', ...args], { input: REPORT })).toMatchObject({ code: 0 })
  expect(await reports()).toHaveLength(1)
})

test('waits, and says what came of it', async () => {
  const running = plimsoll(['ingest', '--wait', file('a.json', REPORT)])
  await settle('processed', { findings: 12, opened: 3, reopened: 0, closed: 1, unchanged: 8, unread: [] }, null)
  const { code, out } = await running
  expect(out).toContain('processed, 12 findings: 3 opened, 0 reopened, 1 closed, 8 unchanged')
  expect(code).toBe(0)
})

const NEW = {
  title: 'CVE-2031-1 in brine',
  severity: 'high',
  where: { type: 'image', id: 1, label: 'shop/web', detail: '' },
}

test('previews: says what would change, whatever it is sent again', async () => {
  const args = ['ingest', '--preview', file('a.json', REPORT)]
  const running = plimsoll(args)
  const summary = { findings: 3, opened: 2, reopened: 0, closed: 1, unchanged: 1, unread: [], unreadTotal: 4 }
  const changes = {
    opened: [{ id: null, ...NEW }],
    reopened: [],
    closed: [{ id: 7, ...NEW, title: 'CVE-2031-2 in brine' }],
  }
  await settle('previewed', { ...summary, changes, wouldWait: 'It would end all.' }, null)
  const { code, out, err } = await running
  expect(out).toContain('preview, 3 findings: 2 would open, 0 would reopen, 1 would close, 1 unchanged')
  expect(out).toContain('  + high     CVE-2031-1 in brine · shop/web\n')
  expect(out).toContain('  + and 1 more\n')
  expect(out).toContain('  − high     CVE-2031-2 in brine · shop/web\n')
  expect(err).toContain('a person would have to confirm it: It would end all.')
  expect(err).toContain('4 parts could not be read')
  expect(code).toBe(0)
})

test.each([
  ['medium', 7],
  ['critical', 0],
])('with --fail-on-new %s a new issue of high severity ends with code %i', async (severity, code) => {
  const running = plimsoll(['ingest', '--preview', '--fail-on-new', severity, file('a.json', REPORT)])
  const changes = { opened: [{ id: null, ...NEW }], reopened: [], closed: [] }
  await settle('previewed', { findings: 1, opened: 1, unread: [], changes }, null)
  expect(await running).toMatchObject({ code })
})

test.each([
  ['quarantined', 4, 'quarantined: Nobody can read this (at byte 7)'],
  ['held', 5, 'held until a person confirms it: Nobody can read this'],
])('a report that is %s ends with code %i', async (status, code, text) => {
  const running = plimsoll(['ingest', '--wait', file('a.json', REPORT)])
  await settle(status, null, 'Nobody can read this')
  const ended = await running
  expect(ended.err).toContain(text)
  expect(ended.code).toBe(code)
})

test('ends with code 6 when nothing processes it in time', async () => {
  expect(await plimsoll(['ingest', '--wait', '--timeout', '1', file('a.json', REPORT)])).toMatchObject({ code: 6 })
})

test('sends events in parts and tells the bad ones', async () => {
  const lines = Array.from({ length: 5_500 }, (_, at) => JSON.stringify({ rule: 'A shell', n: at }))
  lines[5_200] = '{"no": "rule"}'
  const env = { PLIMSOLL_TOKEN: tokenOf('events') }
  const path = file('falco.log', `Falco starts\n${lines.join('\n')}\n`)
  const sent = await plimsoll(['ingest', '--events', '--cluster', 'shop-prod', path], { env })
  expect(sent.out).toContain('5499 events received, 1 could not be read')
  expect(sent.code).toBe(0)
  const [row] = await database().query(sql`SELECT count(*), count(DISTINCT batch_id) AS batches FROM raw_event`)
  expect(row).toEqual({ count: 5_499, batches: 2 })
  const array = file('falco.json', `[\n${ALERT},\n${ALERT}\n]`)
  expect((await plimsoll(['ingest', '--events', array], { env })).out).toContain('2 events received')
})

test.each([
  ['a wrong token', ['a.json'], { PLIMSOLL_TOKEN: 'plim_wrong' }, 2, 'Send a valid ingest token'],
  ['no token', ['a.json'], { PLIMSOLL_TOKEN: '' }, 1, 'the token is missing'],
  ['another tool', ['a.json', '--source', 'grype'], {}, 2, 'not of grype'],
  ['an unknown format', ['unknown.json'], {}, 2, 'Known formats: trivy-json'],
  ['a truncated file', ['cut.json'], {}, 2, 'at byte 20'],
  ['a file that is not there', ['nowhere.json'], {}, 1, 'ENOENT'],
  ['an option that nobody knows', ['a.json', '--colour'], {}, 1, '--colour'],
  ['a severity that is none', ['a.json', '--preview', '--fail-on-new', 'bad'], {}, 1, 'must be one of unknown, low'],
  ['--fail-on-new without waiting', ['a.json', '--fail-on-new', 'low'], {}, 1, 'needs --wait or --preview'],
  ['an address that is none', ['a.json', '--url', 'plimsoll'], {}, 1, 'must be an http or https address'],
])('%s ends with its code and one clear line', async (_, args, env, code, text) => {
  file('a.json', REPORT)
  file('unknown.json', '{"some": "thing"}')
  file('cut.json', REPORT.slice(0, 20))
  const [name = '', ...options] = args
  const ended = await plimsoll(['ingest', join(dir, name), ...options], { env })
  expect(ended.err).toContain(text)
  expect(ended.code).toBe(code)
  expect(await reports()).toEqual([])
})

test('the highest code of several files counts, and the others are delivered', async () => {
  const ended = await plimsoll(['ingest', file('bad.json', '{}'), file('a.json', REPORT)])
  expect(ended.code).toBe(2)
  expect(await reports()).toHaveLength(1)
})

test('tries again while Plimsoll is away, and gives up in the end', async () => {
  let failures = 2
  const flaky = createServer((incoming, outgoing) => {
    if (failures-- > 0) {
      if (failures === 0) outgoing.writeHead(503, { 'retry-after': '0' }).end('{}')
      else incoming.socket.destroy()
      return
    }
    const onward = request(new URL(incoming.url ?? '', server.url), { method: 'POST', headers: incoming.headers })
    onward.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 0, response.headers)
      response.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`
  const ended = await plimsoll(['ingest', file('a.json', REPORT), '--url', url])
  expect(ended.err.match(/trying again/g)).toHaveLength(2)
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('received as') })
  await new Promise((resolve) => flaky.close(resolve))
  expect(await plimsoll(['ingest', join(dir, 'a.json'), '--url', url, '--retries', '0'])).toMatchObject({ code: 3 })
}, 60_000)

test('the help names every exit code', async () => {
  const { out, code } = await plimsoll(['--help'])
  expect(out.match(/^ {2}[0-7] {2}/gm)).toHaveLength(8)
  expect(code).toBe(0)
})
