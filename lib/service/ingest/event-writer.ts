import { log } from '../../observe/log.ts'
import { eventsReceived } from '../../observe/metrics.ts'
import { type Db, database } from '../../store/database.ts'
import { ensureEventDays } from '../../store/inbox/ensure-event-days.ts'
import { insertEvents, type NewEvent } from '../../store/inbox/insert-events.ts'

interface Waiting {
  events: readonly NewEvent[]
  resolve: () => void
  reject: (reason: unknown) => void
}

/** One commit is written while the next is filled; a second one is begun for no fewer events than this. */
const COMMITS_AT_ONCE = 2
const SECOND_COMMIT_EVENTS = 32
/** Events of one commit, as far as there are several requests to join; a single larger request is not parted. */
const BATCH_EVENTS = 2_000
const BATCH_BYTES = 4 * 1024 * 1024

/**
 * Group commit: requests that come in while a commit is under way share the next one. At low rates a request waits for
 * nothing but its own commit; at high ones the process reads requests while Postgres writes those before them.
 */
export class EventWriter {
  readonly #limit: number
  #queue: Waiting[] = []
  /** Events that are not committed yet, and those of them that no commit has taken. */
  #queued = 0
  #waiting = 0
  #running = 0
  #scheduled = false

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Resolves after the commit. Null when so many events wait that these would only make it worse. */
  write(events: readonly NewEvent[]): Promise<void> | null {
    if (this.#queued > 0 && this.#queued + events.length > this.#limit) return null
    this.#queued += events.length
    this.#waiting += events.length
    return new Promise((resolve, reject) => {
      this.#queue.push({ events, resolve, reject })
      this.#schedule()
    })
  }

  /** Starts after the requests of this turn of the event loop have joined. */
  #schedule(): void {
    if (this.#scheduled || !this.#mayCommit()) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#commit()
    })
  }

  #mayCommit(): boolean {
    if (this.#queue.length === 0 || this.#running >= COMMITS_AT_ONCE) return false
    return this.#running === 0 || this.#waiting >= SECOND_COMMIT_EVENTS
  }

  async #commit(): Promise<void> {
    if (!this.#mayCommit()) return
    const batch = this.#take()
    this.#running++
    const events = batch.flatMap((one) => one.events)
    this.#waiting -= events.length
    try {
      await withEventDays(events, () => storeEvents(database(), events))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      this.#queued -= events.length
      this.#running--
      this.#schedule()
    }
  }

  #take(): Waiting[] {
    let count = 0
    let bytes = 0
    let end = 0
    while (end < this.#queue.length) {
      const { events } = this.#queue[end] as Waiting
      for (const { body } of events) bytes += body.length
      count += events.length
      if (end > 0 && (count > BATCH_EVENTS || bytes > BATCH_BYTES)) break
      end++
    }
    return this.#queue.splice(0, end)
  }
}

/** Postgres says this when a day has no partition, which happens when no worker ran for days. */
const NO_PARTITION = '23514'

export async function storeEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  await insertEvents(db, events)
  eventsReceived.inc({ source: events[0]?.source ?? '' }, events.length)
}

/** Runs what stores these events; when their days have no partition it makes them and runs it once more. */
export async function withEventDays<Value>(events: readonly NewEvent[], store: () => Promise<Value>): Promise<Value> {
  try {
    return await store()
  } catch (error) {
    if ((error as { code?: string }).code !== NO_PARTITION) throw error
    const days = events.map(({ at }) => at.slice(0, 10)).sort()
    const [first, last] = [days[0] as string, days.at(-1) as string]
    log.warn({ first, last }, 'partitions of events were missing')
    await ensureEventDays(database(), first, last)
    return await store()
  }
}
