import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { nodeOptionsOf } from '../bin/roles.ts'
import { ensureCertificate } from '../bin/tls.ts'
import type { TokenKind } from '../lib/domain/actor.ts'
import { database } from '../lib/store/database.ts'
import { freePort } from '../lib/store/embedded-postgres.ts'
import { answerOf } from './load.ts'

export interface Running {
  port: number
  pid: number
  /** Ends it in order and waits. */
  stop: () => Promise<void>
}

/** Starts a role as `npm start` does, on a free port; resolves when it serves. */
export async function startRole(name: 'admission' | 'web' | 'worker', dataDir: string): Promise<Running> {
  await ensureCertificate(join(dataDir, 'tls'), 'http://localhost')
  const port = await freePort()
  const child = spawn(process.execPath, [...nodeOptionsOf(name), join(import.meta.dirname, `../roles/${name}.ts`)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PLIMSOLL_DATA: dataDir,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMISSION_HOST: '127.0.0.1',
      ADMISSION_PORT: String(port),
      WORKER_PORT: String(port),
    },
  })
  await answerOf(child)
  return { port, pid: child.pid as number, stop: () => ended(child, () => child.kill('SIGTERM')) }
}

/** The bare server beside which gate and intake are measured. */
export async function startBareServer(dataDir: string, status: number): Promise<Running> {
  await ensureCertificate(join(dataDir, 'tls'), 'http://localhost')
  const child = fork(new URL('./bare-server.ts', import.meta.url), [join(dataDir, 'tls'), String(status)])
  const [{ port }] = (await answerOf(child)) as [{ port: number }]
  return { port, pid: child.pid as number, stop: () => ended(child, () => child.disconnect()) }
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  const exited = once(child, 'exit')
  end()
  await exited
}

export function authorityOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'tls', 'ca.crt'), 'utf8')
}

/** Makes an ingest token in the database of the configuration. */
export async function makeToken(kinds: readonly TokenKind[]): Promise<string> {
  const token = `plim_${randomBytes(32).toString('hex')}`
  await database().query(sql`
    INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
    VALUES (${randomUUID()}, 'bench', ${createHash('sha256').update(token).digest()}, ${token.slice(0, 10)},
      ${kinds}::text[], now() + interval '1 day')`)
  return token
}

/** The most memory that a process has held so far, in MB. */
export function peakMemory(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
