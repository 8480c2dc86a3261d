import { readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../lib/store/embedded-postgres.ts'
import { alive, type Launched, launch, openFolder, type Place, pidsOf, placeIn, pressCtrlC } from './testing/launch.ts'
import { oldPostgres } from './testing/old-postgres.ts'
import { gateIsReady, isReady } from './testing/ready.ts'

let folder: string
let place: Place
let running: Launched | null = null

beforeAll(async () => {
  folder = await openFolder('plimsoll-start-')
  place = await placeIn(join(folder, 'data'))
})

afterEach(async () => {
  running?.launcher.kill('SIGTERM')
  await running?.ended
  running = null
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Starts on the shared place and waits until everything serves. */
async function start(env: Record<string, string> = {}): Promise<Launched> {
  running = launch(place, env)
  await running.ready()
  return running
}

/** What a start that cannot work printed on its way out. */
async function refusal(env: Record<string, string>): Promise<string[]> {
  const refused = launch(place, env)
  expect(await refused.ended).toBe(1)
  return refused
    .output()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && line !== 'Plimsoll')
}

/** Never 0, which would be the test itself. */
function kill(pid: number | undefined): void {
  if (!pid) throw new Error('There is no such process')
  process.kill(pid, 'SIGKILL')
}

async function eventually(work: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await work())) {
    if (Date.now() > deadline) throw new Error(`In a minute it did not happen that ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const allReady = async () =>
  (await Promise.all([isReady(place.port), isReady(place.workerPort), gateIsReady(place)])).every(Boolean)

/** A fact that only the same data folder keeps. */
async function clusterIdentity(): Promise<{ id: string; superuser: boolean }> {
  const home = join(place.dataDir, 'postgres')
  const { app } = JSON.parse(await readFile(join(home, 'postgres-passwords.json'), 'utf8'))
  const port = (await readFile(join(home, 'data/postmaster.pid'), 'utf8')).split('\n')[3]
  const client = new pg.Client({ connectionString: `postgres://plimsoll:${app}@127.0.0.1:${port}/plimsoll` })
  await client.connect()
  const { rows } = await client.query(
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS id,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`,
  )
  await client.end()
  return rows[0]
}

test('starts everything, keeps its data, and Ctrl-C leaves no process and no lock', async () => {
  const first = await start()
  expect(await allReady()).toBe(true)
  const { id, superuser } = await clusterIdentity()
  expect(superuser).toBe(false)
  for (const secret of ['auth-secret', 'tls/tls.key', 'postgres/postgres-passwords.json']) {
    expect((await stat(join(place.dataDir, secret))).mode & 0o077, secret).toBe(0)
  }
  const [link = ''] = /http:\/\/localhost:\d+\/\S+/.exec(first.output().split('Nobody has an account')[1] ?? '') ?? []
  expect((await fetch(link)).status).toBe(200)
  const pids = await pidsOf(place)
  expect(Object.keys(pids).sort()).toEqual(['admission', 'postgres', 'supervisor', 'web', 'worker'])

  pressCtrlC(first)
  expect(await first.ended).toBe(0)
  expect(await alive(pids)).toEqual([])
  expect(await pidsOf(place)).toEqual({})

  await start()
  expect((await clusterIdentity()).id).toBe(id)
})

test('whatever was killed comes back, on its own or at the next start', async () => {
  const first = await start()
  const before = await pidsOf(place)
  for (const name of ['web', 'worker', 'admission', 'postgres'] as const) {
    kill(before[name])
    await eventually(async () => {
      const now = (await pidsOf(place))[name]
      return now !== undefined && now !== before[name] && (await allReady())
    }, `${name} was started again`)
  }

  const orphans = await pidsOf(place)
  // A role that hangs does not notice that its supervisor is gone, and keeps its port.
  process.kill(orphans.worker ?? Number.NaN, 'SIGSTOP')
  kill(orphans.supervisor)
  await first.ended
  await start()
  expect(await allReady()).toBe(true)
  expect(await alive(orphans)).toEqual([])
})

test('nothing outlives a launcher that was killed', async () => {
  const { launcher, ended } = await start()
  const pids = await pidsOf(place)
  launcher.kill('SIGKILL')
  await ended
  await eventually(async () => (await alive(pids)).length === 0, 'all processes ended')
  expect(await pidsOf(place)).toEqual({})
})

test('Ctrl-C at any moment of the start leaves no process and no lock', async () => {
  for (const seen of ['Plimsoll', 'Postgres', 'Database schema']) {
    running = launch(place)
    await eventually(() => running?.output().includes(seen) === true, `${seen} was printed`)
    const pids = await pidsOf(place)
    pressCtrlC(running)
    await running.ended
    expect(await alive(pids), seen).toEqual([])
    expect(await pidsOf(place), seen).toEqual({})
  }
})

test.each([
  ['PORT', 'port'],
  ['ADMISSION_PORT', 'admissionPort'],
  ['WORKER_PORT', 'workerPort'],
] as const)('a taken %s is one line with the way out', async (variable, name) => {
  const taken = createServer().listen(place[name], '127.0.0.1')
  try {
    const next = place[name] + 1
    expect(await refusal({})).toEqual([`Port ${place[name]} is taken. Use another one: ${variable}=${next} npm start`])
  } finally {
    taken.close()
  }
})

test('a folder that cannot be written is one line with the way out', async () => {
  // Inside something that is no folder, not even root may write.
  const [line, ...more] = await refusal({ PLIMSOLL_DATA: '/dev/null/plimsoll' })
  expect(line).toMatch(
    /^The folder \/dev\/null\/plimsoll cannot be written \(\w+\)\. Use another one: PLIMSOLL_DATA=\/writable\/folder npm start$/,
  )
  expect(more).toEqual([])
})

test('a second start on the same folder is one line that names the first', async () => {
  await start()
  const { supervisor } = await pidsOf(place)
  const [line, ...more] = await refusal({})
  expect(line).toContain(`already runs on ${place.dataDir} (pid ${supervisor})`)
  expect(more).toEqual([])
  expect(await allReady()).toBe(true)
})

test('a variable that cannot be used is one line that names it', async () => {
  const lines = await refusal({ HOLD_SHARE: 'half' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^HOLD_SHARE cannot be used: /)
})

test('a Postgres that is too old or away is one line', async () => {
  const { url, server } = await oldPostgres()
  expect(await refusal({ DATABASE_URL: url })).toEqual([
    'DATABASE_URL leads to Postgres 14; Plimsoll needs 15 or newer.',
  ])
  await new Promise((resolve) => server.close(resolve))
  const lines = await refusal({ DATABASE_URL: url })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^DATABASE_URL cannot be reached: .*ECONNREFUSED/)
})

test('DATABASE_URL is used instead of a Postgres of our own', async () => {
  const own: EmbeddedPostgres = await startEmbeddedPostgres(join(folder, 'own'))
  const kept = place
  try {
    place = { ...kept, dataDir: join(folder, 'without') }
    const { output } = await start({ DATABASE_URL: own.url })
    expect(await allReady()).toBe(true)
    expect(output()).not.toContain('✓ Postgres')
    expect(Object.keys(await pidsOf(place))).not.toContain('postgres')
    running?.launcher.kill('SIGTERM')
    await running?.ended
  } finally {
    place = kept
    await own.stop()
  }
})
