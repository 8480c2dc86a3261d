import { access, constants, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../lib/config.ts'
import { isRunning } from '../lib/store/running-process.ts'
import { StartError } from './steps.ts'

/** The oldest Postgres that knows all that the migrations say. */
const OLDEST_POSTGRES = 15

/** Takes the data folder for this supervisor; another living one on the same folder is told by its pid. */
export async function claimFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
    await access(dir, constants.W_OK)
    const pid = Number(await readFile(lockOf(dir), 'utf8').catch(() => ''))
    if (pid && pid !== process.pid && (await isRunning(pid, ['supervise.ts']))) {
      throw new StartError(
        `Plimsoll already runs on ${dir} (pid ${pid}). Stop it, or use another folder: PLIMSOLL_DATA=/other npm start`,
      )
    }
    await writeFile(lockOf(dir), String(process.pid))
  } catch (error) {
    if (error instanceof StartError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(
      `The folder ${dir} cannot be written (${code}). Use another one: PLIMSOLL_DATA=/writable/folder npm start`,
    )
  }
}

export async function releaseFolder(dir: string): Promise<void> {
  await rm(lockOf(dir), { force: true })
}

const lockOf = (dir: string) => join(dir, 'supervisor.pid')

/** Every port that the roles will take, before anything is started. */
export async function requireFreePorts(config: Config): Promise<void> {
  await requireFreePort('PORT', config.port, config.host)
  await requireFreePort('ADMISSION_PORT', config.admissionPort, config.admissionHost)
  await requireFreePort('WORKER_PORT', config.workerPort, config.workerHost)
}

function requireFreePort(variable: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const why = taken ? 'is taken' : `cannot be used on ${host} (${error.code})`
      reject(new StartError(`Port ${port} ${why}. Use another one: ${variable}=${port + 1} npm start`))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Refuses a Postgres that is too old, or that cannot be reached, in one line. */
export async function requirePostgresVersion(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version")
    const version = Math.floor(rows[0].version / 10_000)
    if (version < OLDEST_POSTGRES) {
      throw new StartError(`DATABASE_URL leads to Postgres ${version}; Plimsoll needs ${OLDEST_POSTGRES} or newer.`)
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    const { message } = error as Error
    throw new StartError(`DATABASE_URL cannot be reached: ${message}. Check the address and the password.`)
  } finally {
    await client.end().catch(() => {})
  }
}
