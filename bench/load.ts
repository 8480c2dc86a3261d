import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { percentile } from './figures.ts'
import type { Load, LoadDone } from './load-generator.ts'

export type { Load } from './load-generator.ts'

export interface LoadResult extends LoadDone {
  perSecond: number
  p50: number
  p99: number
}

let runs = 0

/** Puts a load on a server from a process of its own, and gives what came back. */
export async function putLoad(load: Omit<Load, 'run'>): Promise<LoadResult> {
  const child = fork(new URL('./load-generator.ts', import.meta.url), { serialization: 'advanced' })
  child.send({ ...load, run: String(++runs) })
  const [done] = (await answerOf(child)) as [LoadDone]
  child.disconnect()
  return {
    ...done,
    perSecond: done.answered / done.seconds,
    p50: percentile(done.latencies, 0.5),
    p99: percentile(done.latencies, 0.99),
  }
}

/** The first message of a child; rejects when it ends before. */
export async function answerOf(child: ChildProcess): Promise<unknown[]> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${code ?? signal}`)
  })
  ended.catch(() => {})
  return Promise.race([once(child, 'message'), ended])
}
