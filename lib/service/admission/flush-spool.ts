import { log } from '../../observe/log.ts'
import { type DecisionRecord, insertDecisions } from '../../store/admission/insert-decisions.ts'
import { noteTokensUsed } from '../../store/admission/tokens.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { isConnectionError } from '../../store/connection-error.ts'
import type { Database } from '../../store/database.ts'
import { Wake } from '../wake.ts'
import type { Segment, Spool } from './spool.ts'

/** How long a decision usually waits in the spool. */
const EVERY_MS = 200
/** While the database is away, segments grow to this size rather than become many. */
const SEGMENT_BYTES = 1024 * 1024
const RETRY_MS = 1_000
const ROWS_AT_ONCE = 500

/** Brings the spool to the database, in order, until it is stopped. */
export class SpoolFlusher {
  readonly #spool: Spool
  readonly #database: Database
  readonly #wake = new Wake()
  /** The one on its way, read once: while the database is away, reading it at each attempt would hold up the gate. */
  #segment: Segment | null = null
  #stopped = false
  #done: Promise<void> | null = null

  constructor(spool: Spool, database: Database) {
    this.#spool = spool
    this.#database = database
  }

  start(): void {
    this.#done = this.#run()
  }

  /** Brings over what is there, once, as far as the database takes it. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake.call()
    await this.#done
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#wake.sleep((await this.#flush()) ? EVERY_MS : RETRY_MS)
    }
    this.#spool.seal()
    await this.#flush()
  }

  /** False when the database did not take something. */
  async #flush(): Promise<boolean> {
    const { openBytes, sealedSegments } = this.#spool
    if (openBytes > 0 && (sealedSegments === 0 || openBytes > SEGMENT_BYTES)) this.#spool.seal()
    try {
      for (;;) {
        this.#segment ??= await this.#spool.oldest()
        const segment = this.#segment
        if (segment === null) return true
        for (let at = 0; at < segment.records.length; at += ROWS_AT_ONCE) {
          await this.#store(segment.records.slice(at, at + ROWS_AT_ONCE))
        }
        await this.#spool.remove(segment.name)
        this.#segment = null
      }
    } catch (error) {
      log.warn({ err: error }, 'decisions wait in the spool for the database')
      return false
    }
  }

  async #store(records: readonly DecisionRecord[]): Promise<void> {
    try {
      await storeDecisions(this.#database, records)
    } catch (error) {
      if (isConnectionError(error)) throw error
      // One record that the database refuses must not hold up the others for ever.
      for (const record of records) await this.#storeAlone(record)
    }
  }

  async #storeAlone(record: DecisionRecord): Promise<void> {
    try {
      await storeDecisions(this.#database, [record])
    } catch (error) {
      if (isConnectionError(error)) throw error
      log.error({ err: error, record }, 'the database refuses a decision; it is kept in this log line only')
    }
  }
}

async function storeDecisions(database: Database, records: readonly DecisionRecord[]): Promise<void> {
  if (records.length === 0) return
  await database.transaction(async (tx) => {
    const clusterIds = new Map<string, number>()
    for (const name of [...new Set(records.map(({ cluster }) => cluster))].sort()) {
      clusterIds.set(name, await ensureCluster(tx, name))
    }
    await insertDecisions(tx, records, clusterIds)
    await noteTokensUsed(tx, [...new Set(records.map(({ tokenId }) => tokenId))].sort())
  })
}
