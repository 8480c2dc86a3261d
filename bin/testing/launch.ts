import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../lib/store/embedded-postgres.ts'
import { isRunning } from '../../lib/store/running-process.ts'

const root = join(import.meta.dirname, '../..')
const LAST_LINE = 'Ctrl-C stops everything'

/** Where one installation of the tests lives: its folder and ports, kept over its starts. */
export interface Place {
  dataDir: string
  port: number
  admissionPort: number
  workerPort: number
}

/** A temporary folder that root's Postgres user may enter, so that all of the installation lies in it. */
export async function openFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  return folder
}

export async function placeIn(dataDir: string): Promise<Place> {
  return { dataDir, port: await freePort(), admissionPort: await freePort(), workerPort: await freePort() }
}

/** `npm start` without npm: the launcher, the supervisor under it, and what they printed so far. */
export interface Launched {
  launcher: ChildProcess
  url: string
  output(): string
  /** Resolves when everything serves; rejects with the output when it ended before. */
  ready(): Promise<void>
  /** Resolves with the launcher's exit code. */
  ended: Promise<number | null>
}

export function launch(place: Place, env: Record<string, string> = {}, args: string[] = []): Launched {
  const url = `http://localhost:${place.port}`
  const launcher = spawn(process.execPath, ['bin/start.mjs', ...args], {
    cwd: root,
    // The channel ends it when the test itself was killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Its own group, as a terminal gives it, so that a test can press Ctrl-C.
    detached: true,
    env: {
      ...process.env,
      DATABASE_URL: '',
      PLIMSOLL_DATA: place.dataDir,
      HOST: '127.0.0.1',
      PORT: String(place.port),
      PUBLIC_URL: url,
      ADMISSION_HOST: '127.0.0.1',
      ADMISSION_PORT: String(place.admissionPort),
      WORKER_PORT: String(place.workerPort),
      ...env,
    },
  })
  let printed = ''
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.on('data', (chunk) => (printed += chunk))
  const ended = once(launcher, 'exit').then(([code]) => code as number | null)
  return {
    launcher,
    url,
    output: () => printed,
    ended,
    async ready() {
      let over = false
      ended.then(() => (over = true))
      while (!printed.includes(LAST_LINE)) {
        if (over) throw new Error(`Plimsoll ended while starting:\n${printed}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}

/** The signal of a terminal: it reaches the whole group. */
export function pressCtrlC({ launcher }: Launched): void {
  if (launcher.pid) process.kill(-launcher.pid, 'SIGINT')
}

/** Where each process of an installation writes its pid, and what its command line holds. */
const PROCESSES = {
  supervisor: { file: 'supervisor.pid', word: 'supervise.ts' },
  web: { file: 'web.pid', word: 'roles/web.ts' },
  worker: { file: 'worker.pid', word: 'roles/worker.ts' },
  admission: { file: 'admission.pid', word: 'roles/admission.ts' },
  postgres: { file: 'postgres/data/postmaster.pid', word: 'postgres' },
}

export type Pids = Partial<Record<keyof typeof PROCESSES, number>>

/** The processes of an installation, as they wrote themselves down. */
export async function pidsOf({ dataDir }: Place): Promise<Pids> {
  const pids: Pids = {}
  for (const [name, { file }] of Object.entries(PROCESSES)) {
    const text = await readFile(join(dataDir, file), 'utf8').catch(() => null)
    if (text !== null) pids[name as keyof Pids] = Number(text.split('\n')[0])
  }
  return pids
}

/** The names of those that still run. */
export async function alive(pids: Pids): Promise<string[]> {
  const names: string[] = []
  for (const [name, { word }] of Object.entries(PROCESSES)) {
    if (await isRunning(pids[name as keyof Pids] ?? 0, [word])) names.push(name)
  }
  return names
}
