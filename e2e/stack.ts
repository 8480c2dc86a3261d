import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../lib/store/embedded-postgres.ts'

/** What the tests need to know of the running stack; kept in the environment, because Playwright's workers are processes. */
export interface Stack {
  url: string
  admissionUrl: string
  dataDir: string
  /** Passwords of the demo's people by role. */
  people: Record<string, { email: string; password: string }>
}

export function stack(): Stack {
  return JSON.parse(process.env.PLIMSOLL_TEST_STACK ?? '')
}

/** Starts the real thing, as `npm start -- --demo` does, on free ports and a data folder of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plimsoll-e2e-'))
  const [port, admissionPort, workerPort] = [await freePort(), await freePort(), await freePort()]
  const url = `http://localhost:${port}`
  const supervisor = spawn(process.execPath, ['bin/supervise.ts', '--demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PLIMSOLL_DATA: dataDir,
      DATABASE_URL: '',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      ADMISSION_HOST: '127.0.0.1',
      ADMISSION_PORT: String(admissionPort),
      WORKER_PORT: String(workerPort),
      // One address signs in again and again here.
      SIGN_INS_PER_MINUTE: '1000',
    },
  })
  await untilReady(supervisor)
  const demo = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))
  const people = Object.fromEntries(demo.people.map((person: { role: string }) => [person.role, person]))
  const started: Stack = { url, admissionUrl: `https://localhost:${admissionPort}`, dataDir, people }
  process.env.PLIMSOLL_TEST_STACK = JSON.stringify(started)
  return async () => {
    const gone = new Promise((resolve) => supervisor.once('exit', resolve))
    supervisor.kill('SIGTERM')
    await gone
    await rm(dataDir, { recursive: true, force: true })
  }
}

function untilReady(supervisor: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    supervisor.stdout?.on('data', (chunk) => {
      output += chunk
      if (output.includes('Ctrl-C stops everything')) resolve()
    })
    supervisor.once('exit', (code) => reject(new Error(`Plimsoll ended with ${code} while starting:\n${output}`)))
  })
}
