import type { Database } from '../store/database.ts'
import { INBOX_CHANNEL, type InboxItem } from '../store/inbox/signal.ts'
import { listen } from '../store/listen.ts'
import { Loop, type Step } from './loop.ts'
import { type PeriodicJob, periodicLoop } from './periodic.ts'
import { processNextReport } from './process-next-report.ts'

/** What the worker does with what waits. Each is one transaction and may be repeated. */
export interface Work {
  processReport(reportId: string): Promise<unknown>
  /** Takes decisions into the inventory; how many it took. */
  applyDecisions(limit: number): Promise<number>
  /** Takes batches of events; how many it took. */
  processEventBatch(limit: number): Promise<number>
  /** Takes one step of the long work that people started. */
  runBackgroundStep(): Promise<Step>
  periodic: readonly PeriodicJob[]
}

/** A notification that was lost costs this much latency. */
const LOOK_EVERY_MS = 2_000
const DECISIONS_AT_ONCE = 200
const BATCHES_AT_ONCE = 500

/** Runs all jobs until it is stopped; stopping waits for those under way. */
export class Worker {
  readonly #inbox: Record<InboxItem, Loop>
  readonly #background: Loop
  readonly #periodic: Loop
  readonly #database: Database
  #unlisten = () => {}

  constructor(database: Database, work: Work) {
    this.#database = database
    this.#inbox = {
      report: new Loop('report', LOOK_EVERY_MS, () => processNextReport(database, work.processReport)),
      events: new Loop('events', LOOK_EVERY_MS, async () => moreAfter(await work.processEventBatch(BATCHES_AT_ONCE))),
      decisions: new Loop('decisions', LOOK_EVERY_MS, async () =>
        moreAfter(await work.applyDecisions(DECISIONS_AT_ONCE)),
      ),
    }
    this.#background = new Loop('background', LOOK_EVERY_MS, () => work.runBackgroundStep())
    this.#periodic = periodicLoop(database, work.periodic)
  }

  start(): void {
    for (const loop of this.#loops()) loop.start()
    this.#unlisten = listen(this.#database, [INBOX_CHANNEL], (payload) => this.#wake(payload))
  }

  async stop(): Promise<void> {
    this.#unlisten()
    await Promise.all(this.#loops().map((loop) => loop.stop()))
  }

  /** What was told while nobody listened is not known, so then everything is looked at. */
  #wake(payload: string): void {
    for (const [item, loop] of Object.entries(this.#inbox)) if (payload === item || payload === '') loop.wake()
  }

  #loops(): Loop[] {
    return [...Object.values(this.#inbox), this.#background, this.#periodic]
  }
}

function moreAfter(taken: number): 'more' | 'idle' {
  return taken > 0 ? 'more' : 'idle'
}
