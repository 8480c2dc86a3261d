import { createHash, randomInt, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DemoClient } from './demo-client.ts'
import { type Deliveries, type Random, startDeliveries } from './testing/deliveries.ts'
import {
  expectKept,
  expectNewestReportsHold,
  expectWorkedOnce,
  mostAttempts,
  triedAgain,
  waiting,
} from './testing/kept.ts'
import { type Launched, launch, openFolder, type Place, pidsOf, placeIn } from './testing/launch.ts'
import { gateIsReady, isReady } from './testing/ready.ts'

const VICTIMS = ['web', 'worker', 'admission', 'postgres'] as const
type Victim = (typeof VICTIMS)[number]
/** Each victim dies alone so often: a role that crashes again and again is started later and later. */
const DEATHS = 2
/** How long after Postgres its companion dies, at most: Postgres is not back yet. */
const COMPANION_MS = 200
/** A report that its worker died over so often is not made to kill another one: the third sets it aside, by design. */
const FEW_ATTEMPTS = 2
const AGAIN_MS = 60_000
const SETTLED_MS = 120_000
const TOKEN = `plim_${'7'.repeat(64)}`
const ADMIN = { name: 'Ada', email: 'ada@example.test', password: 'a-long-enough-passphrase' }

let place: Place
let running: Launched
let pool: pg.Pool

beforeAll(async () => {
  place = await placeIn(await openFolder('plimsoll-kill-'))
  running = launch(place, { SIGN_INS_PER_MINUTE: '1000' })
  await running.ready()
  pool = new pg.Pool({ connectionString: databaseUrl() })
  pool.on('error', () => {})
  await pool.query(
    `INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
     VALUES ($1, 'all', $2, 'plim_777', '{reports,events,admission}', now() + interval '1 day')`,
    [randomUUID(), createHash('sha256').update(TOKEN).digest()],
  )
})

afterAll(async () => {
  await pool?.end()
  running?.launcher.kill('SIGTERM')
  await running?.ended
  await rm(place.dataDir, { recursive: true, force: true })
})

/** The app's database; it comes back on the same port. */
function databaseUrl(): string {
  const home = join(place.dataDir, 'postgres')
  const { app } = JSON.parse(readFileSync(join(home, 'postgres-passwords.json'), 'utf8'))
  const port = readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://plimsoll:${app}@127.0.0.1:${port}/plimsoll`
}

/** mulberry32: the same kills for the same seed, as far as the machine lets them be the same. */
function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function until(condition: () => Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not in ${withinMs / 1000} s\n${running.output()}`)
    await delay(50)
  }
}

/** Whether it serves as another process than `before`. */
async function servesAgain(victim: Victim, before: number | undefined): Promise<boolean> {
  const pid = (await pidsOf(place))[victim]
  if (!pid || pid === before) return false
  if (victim === 'postgres') return (await pool.query('SELECT 1')).rowCount === 1
  if (victim === 'admission') return gateIsReady(place)
  return isReady(victim === 'web' ? place.port : place.workerPort)
}

const authority = () => readFileSync(join(place.dataDir, 'tls/ca.crt'), 'utf8')

/** Each victim alone, and each role while Postgres is away, in an order that the seed says. */
function killings(random: Random): Victim[][] {
  const alone = Array.from({ length: DEATHS }, () => VICTIMS.map((victim): Victim[] => [victim])).flat()
  const together = VICTIMS.filter((victim) => victim !== 'postgres').map((role): Victim[] => ['postgres', role])
  return [...alone, ...together]
    .map((victims) => ({ victims, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ victims }) => victims)
}

/** Kills at any moment, also while another victim is not back yet; returns when all serve again. */
async function killInALoop(random: Random): Promise<Victim[]> {
  const killed: Victim[] = []
  const before: Partial<Record<Victim, number>> = {}
  const isBack = (victim: Victim) =>
    until(() => servesAgain(victim, before[victim]), AGAIN_MS, `${victim} was started again`)
  for (const victims of killings(random)) {
    await Promise.all(victims.map(isBack))
    if (victims.includes('worker')) {
      await until(async () => (await mostAttempts(pool)) < FEW_ATTEMPTS, AGAIN_MS, 'the tried report was processed')
    }
    await delay(1_500 * random())
    for (const victim of victims) {
      const pid = (await pidsOf(place))[victim]
      if (!pid) throw new Error(`There is no ${victim} to kill`)
      process.kill(pid, 'SIGKILL')
      before[victim] = pid
      killed.push(victim)
      if (victim !== victims.at(-1)) await delay(COMPANION_MS * random())
    }
  }
  await Promise.all(VICTIMS.map(isBack))
  return killed
}

/** Who ended how, as the supervisor saw it. */
function endings(): string[] {
  return [...running.output().matchAll(/(?:The (\w+) role|(Postgres)) ended \((.+?)\)/g)]
    .map(([, role, postgres, how]) => `${role ?? postgres?.toLowerCase()}: ${how}`)
    .sort()
}

async function signIn(): Promise<DemoClient> {
  const [link = ''] = /http:\/\/localhost:\d+\/\S+/.exec(running.output().split('Nobody has an account')[1] ?? '') ?? []
  const admin = new DemoClient(running.url, '')
  await admin.accept(link, ADMIN)
  await admin.signIn(ADMIN.email, ADMIN.password)
  return admin
}

function told({ reports, events, decisions, teams, resent }: Deliveries): string {
  const parts = Object.entries({ reports, events, decisions, teams })
  const counts = parts.map(([name, { sent, acknowledged }]) => `${acknowledged.size} of ${sent.size} ${name}`)
  return `acknowledged ${counts.join(', ')}; ${resent} sent again`
}

test('kill -9 of web, worker, admission and Postgres loses nothing acknowledged and doubles nothing', async () => {
  const seed = Number(process.env.PLIMSOLL_KILL_SEED ?? randomInt(1_000_000))
  process.stdout.write(`  PLIMSOLL_KILL_SEED=${seed}\n`)
  const random = randomOf(seed)
  const admission = `https://localhost:${place.admissionPort}`
  const admin = await signIn()
  const deliveries = startDeliveries(
    { web: running.url, admission, ca: authority(), token: TOKEN, admin },
    randomOf(~seed),
  )
  const killed = await killInALoop(random).finally(() => deliveries.stop())
  process.stdout.write(`  killed ${killed.join(', ')}; ${told(deliveries)}\n`)

  const spool = () => readdirSync(join(place.dataDir, 'spool'))
  await until(async () => spool().length === 0 && (await waiting(pool)) === 0, SETTLED_MS, 'nothing waited any more')
  for (const name of ['reports', 'events', 'decisions', 'teams'] as const) {
    expect(deliveries[name].acknowledged.size, name).toBeGreaterThan(10)
  }
  process.stdout.write(`  ${await triedAgain(pool)} reports were begun more than once\n`)
  await expectKept(pool, deliveries)
  await expectWorkedOnce(pool)
  await expectNewestReportsHold(pool, deliveries.reports.sent)

  process.env.DATABASE_URL = databaseUrl()
  const { expectSound } = await import('../lib/service/engine/testing/invariants.ts')
  const { database } = await import('../lib/store/database.ts')
  const { verifyChain } = await import('../lib/store/audit/verify.ts')
  await expectSound()
  expect((await verifyChain(database())).brokenAt).toBeNull()
  await database().close()
  // The supervisor started again what was killed, and nothing ended in any other way. What is killed before it serves again
  // is not told as an ending of its own.
  const kills = killed.map((victim) => `${victim}: SIGKILL`)
  expect([...new Set(endings())]).toEqual([...new Set(kills)].sort())
  expect(endings().length).toBeLessThanOrEqual(kills.length)
})
