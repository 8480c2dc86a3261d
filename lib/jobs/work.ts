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
  /** Makes messages of what happened, for the routes that tell of it; true when there may be more. */
  tellRoutes(): Promise<boolean>
  /** Sends one message; false when none can go now. */
  deliverNext(): Promise<boolean>
  /** Looks at tickets over there; false when none is due. */
  checkRemoteStates(): Promise<boolean>
  periodic: readonly PeriodicJob[]
  /** Periodic, too, but waits for the network. */
  fetching: readonly PeriodicJob[]
}

/** A notification that was lost costs this much latency. */
const LOOK_EVERY_MS = 2_000
const DECISIONS_AT_ONCE = 200
const BATCHES_AT_ONCE = 500
/** Endpoints that one worker speaks to at the same time. */
const DELIVERIES_AT_ONCE = 3
const CHECK_EVERY_MS = 30_000

/** Runs all jobs until it is stopped; stopping waits for those under way. */
export class Worker {
  readonly #inbox: Record<InboxItem, Loop>
  readonly #background: Loop
  readonly #routes: Loop[]
  readonly #periodic: Loop
  readonly #fetching: Loop
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
    const step = (run: () => Promise<boolean>) => async () => moreAfter(Number(await run()))
    this.#routes = [
      new Loop('tell-routes', LOOK_EVERY_MS, step(work.tellRoutes)),
      ...Array.from({ length: DELIVERIES_AT_ONCE }, () => new Loop('deliver', LOOK_EVERY_MS, step(work.deliverNext))),
      new Loop('check-remote-states', CHECK_EVERY_MS, step(work.checkRemoteStates)),
    ]
    this.#periodic = periodicLoop(database, work.periodic)
    this.#fetching = periodicLoop(database, work.fetching)
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
    return [...Object.values(this.#inbox), this.#background, ...this.#routes, this.#periodic, this.#fetching]
  }
}

function moreAfter(taken: number): 'more' | 'idle' {
  return taken > 0 ? 'more' : 'idle'
}
