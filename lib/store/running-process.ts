import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Whether the process `pid` runs and its command line holds all of `words`: a pid that was written down may have been given to
 * another program since. Linux is read from /proc, as small images have no `ps`.
 */
export async function isRunning(pid: number, words: string[]): Promise<boolean> {
  const command = await commandLine(pid)
  return words.every((word) => command.includes(word))
}

/** Asks a process of an earlier start to stop, kills it when it does not, and returns when it is gone. */
export async function endProcess(pid: number, words: string[], signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const killAt = Date.now() + graceMs
  for (let next: NodeJS.Signals | null = signal; await isRunning(pid, words); await delay(50)) {
    if (next === null && Date.now() > killAt) next = 'SIGKILL'
    if (next) send(pid, next)
    next = null
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Empty for a process that is not there, and for one that only waits to be collected. */
async function commandLine(pid: number): Promise<string> {
  try {
    if (platform() === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    return (await run('ps', ['-o', 'args=', '-p', String(pid)])).stdout
  } catch {
    return ''
  }
}
