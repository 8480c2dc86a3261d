import { log } from '../observe/log.ts'
import { observeJob } from '../observe/metrics.ts'
import { Wake } from '../service/wake.ts'

const MAX_BACKOFF_MS = 10_000

/** What one step did: there may be more to do now, or there was nothing. */
export type Step = 'more' | 'idle'

/**
 * Runs one kind of job again and again: at once while there is more, else when it is woken or after `idleMs`. A step that
 * throws is logged and tried again, later each time.
 */
export class Loop {
  readonly #name: string
  readonly #idleMs: number
  readonly #step: () => Promise<Step>
  readonly #wake = new Wake()
  #stopped = false
  #done: Promise<void> = Promise.resolve()

  constructor(name: string, idleMs: number, step: () => Promise<Step>) {
    this.#name = name
    this.#idleMs = idleMs
    this.#step = step
  }

  start(): void {
    this.#done = this.#run()
  }

  wake(): void {
    this.#wake.call()
  }

  /** Resolves when the step under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake.call()
    await this.#done
  }

  async #run(): Promise<void> {
    let failures = 0
    while (!this.#stopped) {
      const startedAt = performance.now()
      try {
        const step = await this.#step()
        failures = 0
        if (step === 'more') observeJob(this.#name, 'done', performance.now() - startedAt)
        else await this.#wake.sleep(this.#idleMs)
      } catch (error) {
        failures++
        observeJob(this.#name, 'failed', performance.now() - startedAt)
        log.error({ err: error, job: this.#name, failures }, 'a job failed and is tried again')
        await this.#wake.sleep(Math.min(250 * 2 ** failures, MAX_BACKOFF_MS))
      }
    }
  }
}
