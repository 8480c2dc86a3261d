import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureCertificate } from '../bin/tls.ts'
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '../lib/store/embedded-postgres.ts'
import { migrate } from '../lib/store/migrate.ts'

const TOKEN = `plim_${'7'.repeat(64)}`
const REVIEW = readFileSync(new URL('../samples/formats/admission-deployment-create.json', import.meta.url), 'utf8')
const UID = JSON.parse(REVIEW).request.uid

let dir: string
let port: number
let postgres: EmbeddedPostgres
let pool: pg.Pool
let role: ChildProcess
let agent: Agent

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plimsoll-admission-'))
  // Root's Postgres user must be able to enter it.
  chmodSync(dir, 0o755)
  port = await freePort()
  postgres = await startEmbeddedPostgres(join(dir, 'postgres'))
  await migrate(postgres.url)
  await ensureCertificate(join(dir, 'tls'), 'http://localhost')
  pool = new pg.Pool({ connectionString: postgres.url })
  pool.on('error', () => {})
  const hash = createHash('sha256').update(TOKEN).digest()
  await pool.query(
    `INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
     VALUES ($1, 'all', $2, 'plim_777', '{events,admission}', now() + interval '1 day')`,
    [randomUUID(), hash],
  )
})
afterAll(async () => {
  role?.kill('SIGKILL')
  await pool?.end()
  await postgres?.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  role = spawn(process.execPath, ['roles/admission.ts'], {
    cwd: new URL('..', import.meta.url).pathname,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: postgres.url,
      PLIMSOLL_DATA: dir,
      ADMISSION_HOST: '127.0.0.1',
      ADMISSION_PORT: String(port),
      LOG_LEVEL: 'fatal',
    },
  })
  const [message] = await Promise.race([once(role, 'message'), once(role, 'exit').then(([code]) => [`ended: ${code}`])])
  expect(message).toMatchObject({ ready: true })
  agent = new Agent({ keepAlive: true, maxSockets: 16, ca: readFileSync(join(dir, 'tls', 'ca.crt')) })
}

/** The JSON of an answer with this status; null for any other outcome: then nothing was promised. */
function post(path: string, body: string, wanted: number, headers: Record<string, string> = {}): Promise<unknown> {
  return new Promise((resolve) => {
    const sent = request({ host: 'localhost', port, path, method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('error', () => resolve(null))
      response.on('end', () => resolve(response.statusCode === wanted ? JSON.parse(text) : null))
    })
    sent.on('error', () => resolve(null))
    sent.end(body)
  })
}

/** Asks the gate; the request's uid when it was answered. */
async function admit(uid: string): Promise<string | null> {
  const answer = await post(`/admit/prod-eu/${TOKEN}`, REVIEW.replaceAll(UID, uid), 200)
  return answer === null ? null : (answer as { response: { uid: string } }).response.uid
}

/** Sends an event; its id when it was acknowledged. */
async function event(): Promise<string | null> {
  const alert = JSON.stringify({ rule: 'A shell', time: new Date().toISOString(), output: randomUUID() })
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const answer = await post('/api/v1/ingest/events?cluster=prod-eu', alert, 202, headers)
  return answer === null ? null : ((answer as { ids: string[] }).ids[0] ?? null)
}

/** Asks and sends without pause until `stop` is called; gives what was promised. */
function traffic(round: number) {
  const decisions: string[] = []
  const events: string[] = []
  let running = true
  let count = 0
  const work = async (once: () => Promise<void>) => {
    while (running) {
      await once()
      await delay(1)
    }
  }
  const workers = Array.from({ length: 4 }, () => [
    work(async () => {
      const uid = await admit(`r${round}-${count++}`)
      if (uid) decisions.push(uid)
    }),
    work(async () => {
      const id = await event()
      if (id) events.push(id)
    }),
  ]).flat()
  return {
    decisions,
    events,
    async stop() {
      running = false
      await Promise.all(workers)
    },
  }
}

async function stored() {
  const decisions = await pool.query('SELECT request_uid FROM decision')
  const events = await pool.query('SELECT id FROM raw_event')
  return { decisions: decisions.rows.map((row) => row.request_uid), events: events.rows.map((row) => row.id) }
}

test('kill -9 of the role, again and again, loses nothing that was answered and doubles nothing', async () => {
  const promised = { decisions: [] as string[], events: [] as string[] }
  for (let round = 0; round < 4; round++) {
    await start()
    const load = traffic(round)
    // Enough of each to lose, however slow the machine; then at any moment.
    await expect
      .poll(() => Math.min(load.decisions.length, load.events.length), { timeout: 20_000 })
      .toBeGreaterThan(15)
    await delay(300 * Math.random())
    role.kill('SIGKILL')
    await once(role, 'exit')
    agent.destroy()
    await load.stop()
    promised.decisions.push(...load.decisions)
    promised.events.push(...load.events)
  }
  await start()
  await expect
    .poll(async () => (await stored()).decisions, { timeout: 20_000 })
    .toEqual(expect.arrayContaining(promised.decisions))
  const { decisions, events } = await stored()
  expect(promised.decisions.length).toBeGreaterThan(50)
  expect(promised.events.length).toBeGreaterThan(50)
  expect(new Set(decisions).size).toBe(decisions.length)
  expect(events).toEqual(expect.arrayContaining(promised.events))
  expect(new Set(events).size).toBe(events.length)
})

test('while Postgres is killed the gate goes on answering, and no acknowledged event is missing', async () => {
  const load = traffic(10)
  await delay(300)
  const before = load.decisions.length
  const [pid = ''] = readFileSync(join(dir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await delay(300)
  const during = load.decisions.length
  await delay(1_500)
  await load.stop()
  expect(during).toBeGreaterThan(before)
  const { decisions, events } = load
  await expect
    .poll(async () => (await stored().catch(() => ({ decisions: [] }))).decisions, { timeout: 60_000 })
    .toEqual(expect.arrayContaining(decisions))
  expect((await stored()).events).toEqual(expect.arrayContaining(events))
})

test('SIGTERM finishes what was begun, empties the spool and ends with 0', async () => {
  const load = traffic(20)
  await delay(300)
  role.kill('SIGTERM')
  const [code] = await once(role, 'exit')
  agent.destroy()
  await load.stop()
  expect(code).toBe(0)
  expect(readdirSync(join(dir, 'spool'))).toEqual([])
  expect((await stored()).decisions).toEqual(expect.arrayContaining(load.decisions))
})
