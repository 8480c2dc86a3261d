import { setTimeout as delay } from 'node:timers/promises'
import type { ImageVerdict } from '../../domain/deploy-checks.ts'
import type { Policy } from '../../domain/policy.ts'
import { log } from '../../observe/log.ts'
import { type AdmissionToken, admissionTokens } from '../../store/admission/tokens.ts'
import type { Database } from '../../store/database.ts'
import { listen } from '../../store/listen.ts'
import { hashToken } from '../tokens/verify-token.ts'
import { Wake } from '../wake.ts'
import { KnownImages } from './known-images.ts'
import { activePolicies, shippedPolicies } from './policies.ts'

/** How old what the gate knows of tokens and policies may be: the longest that a revoked token still works here. */
const RULES_EVERY_MS = 2_000
/** What scans and people changed about images is read when something says that it changed, else this often. */
const IMAGES_EVERY_MS = 5_000
/** At most once in this time, and never more than a tenth of the time. */
const IMAGES_PAUSE_MS = 500
const IMAGES_REST = 10

/** All that the gate decides by, in memory. While the database is away it goes on deciding by what it knew last. */
export class Gate {
  readonly #database: Database
  readonly #shipped = shippedPolicies()
  readonly #images = new KnownImages()
  readonly #wake = new Wake()
  #policies: readonly Policy[] = []
  #tokens = new Map<string, AdmissionToken>()
  #rulesAt = 0
  #rulesTimer: NodeJS.Timeout | undefined
  #reading: Promise<void> | null = null
  #unlisten = () => {}
  #stopped = false

  constructor(database: Database) {
    this.#database = database
  }

  /** Loads everything once, then keeps it fresh. Rejects when the database cannot be read. */
  async start(): Promise<void> {
    await this.#readRules()
    await this.#images.refresh(this.#database)
    this.#rulesTimer = setInterval(() => this.#keepRules(), RULES_EVERY_MS)
    this.#unlisten = listen(this.#database, ['plimsoll_issues'], () => this.#wake.call())
    void this.#keepImages()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#rulesTimer)
    this.#unlisten()
    this.#wake.call()
  }

  get policies(): readonly Policy[] {
    return this.#policies
  }

  verdictOf(image: string): ImageVerdict | null {
    return this.#images.verdictOf(image)
  }

  /** The valid token behind this text. One that is not known may be new: then the database is asked, but not for every guess. */
  async tokenOf(text: string): Promise<AdmissionToken | null> {
    const hash = hashToken(text).toString('base64')
    if (!this.#tokens.has(hash) && Date.now() - this.#rulesAt > RULES_EVERY_MS / 4) await this.#keepRules()
    const token = this.#tokens.get(hash)
    return token && token.expiresAt.getTime() > Date.now() ? token : null
  }

  async #keepRules(): Promise<void> {
    this.#reading ??= this.#readRules()
      .catch((error: unknown) => log.warn({ err: error }, 'policies and tokens are not refreshed'))
      .finally(() => {
        this.#reading = null
      })
    await this.#reading
  }

  async #readRules(): Promise<void> {
    this.#rulesAt = Date.now()
    const [tokens, policies] = await Promise.all([
      admissionTokens(this.#database),
      activePolicies(this.#database, this.#shipped),
    ])
    this.#tokens = new Map(tokens.map((token) => [token.hash, token]))
    this.#policies = policies
  }

  async #keepImages(): Promise<void> {
    for (;;) {
      await this.#wake.sleep(IMAGES_EVERY_MS)
      if (this.#stopped) return
      const startedAt = Date.now()
      await this.#images
        .refresh(this.#database)
        .catch((error: unknown) => log.warn({ err: error }, 'what is known of images is not refreshed'))
      await delay(Math.max(IMAGES_PAUSE_MS, (Date.now() - startedAt) * IMAGES_REST), undefined, { ref: false })
    }
  }
}
