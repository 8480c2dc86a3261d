import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcess } from '../lib/store/running-process.ts'
import { StartError } from './steps.ts'

const root = join(import.meta.dirname, '..')
export const ROLES = ['web', 'worker', 'admission'] as const
/** How long a role may take to stop before it is killed. */
const STOP_MS = 12_000
/** A role that crashes is started again after 0.5 s, 1 s, 2 s … at most this. */
const MAX_BACKOFF_MS = 15_000
/** A role that lived so long starts again at once. */
const HEALTHY_MS = 30_000

/** The same for a role of an earlier start. */
const ORPHAN_MS = 5_000

const scriptOf = (name: string) => `roles/${name}.ts`

/**
 * Options of node for a role. What a report holds lives until its round is written: a larger young generation keeps it out of
 * the old one, and the old one is collected before it doubles, so that a large report stays in 300 MB instead of 450.
 */
export const nodeOptionsOf = (name: string): string[] =>
  name === 'worker' ? ['--max-semi-space-size=32', '--heap-growing-percent=50'] : []

/** One role as a child process, started again when it crashes. */
export class Role {
  readonly name: string
  readonly #args: string[]
  readonly #pidFile: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | null = null
  #stopping = false
  #crashes = 0
  #again: NodeJS.Timeout | undefined

  constructor(name: string, dataDir: string, env: NodeJS.ProcessEnv, args: string[] = []) {
    this.name = name
    this.#pidFile = pidFileOf(dataDir, name)
    this.#env = env
    this.#args = args
  }

  /** Resolves when the role says that it serves; rejects when it ends before that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const startedAt = Date.now()
      const child = spawn(
        process.execPath,
        [...nodeOptionsOf(this.name), join(root, scriptOf(this.name)), ...this.#args],
        {
          cwd: root,
          env: this.#env,
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
          // Its own group, so that Ctrl-C does not reach it and the supervisor stops the roles in order.
          detached: true,
        },
      )
      this.#child = child
      writeFileSync(this.#pidFile, String(child.pid))
      let ready = false
      child.on('message', (message) => {
        if ((message as { ready?: boolean }).ready) {
          ready = true
          resolve()
        }
      })
      child.on('exit', (code, signal) => {
        this.#child = null
        if (this.#stopping) return
        if (!ready)
          reject(new StartError(`The ${this.name} role did not start (${signal ?? `exit ${code}`}); its log is above.`))
        else this.#restart(Date.now() - startedAt, signal ?? `exit ${code}`)
      })
    })
  }

  #restart(livedMs: number, how: string): void {
    this.#crashes = livedMs > HEALTHY_MS ? 0 : this.#crashes + 1
    const delay = this.#crashes === 0 ? 0 : Math.min(MAX_BACKOFF_MS, 250 * 2 ** this.#crashes)
    process.stderr.write(`  The ${this.name} role ended (${how}); starting it again in ${delay / 1000} s\n`)
    this.#again = setTimeout(() => {
      this.start().catch(() => this.#restart(0, 'before it served'))
    }, delay)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#again)
    const child = this.#child
    if (child) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await gone
      clearTimeout(late)
    }
    await rm(this.#pidFile, { force: true })
  }
}

const pidFileOf = (dataDir: string, name: string) => join(dataDir, `${name}.pid`)

/** Ends the roles that a killed supervisor left behind; by themselves they would take some seconds longer. */
export async function endOrphans(dataDir: string): Promise<void> {
  await Promise.all(
    ROLES.map(async (name) => {
      const pid = Number(await readFile(pidFileOf(dataDir, name), 'utf8').catch(() => ''))
      if (pid) await endProcess(pid, [scriptOf(name)], 'SIGTERM', ORPHAN_MS)
    }),
  )
}
