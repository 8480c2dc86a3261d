import { isLateRelease, type Release } from '../../domain/feed.ts'
import type {
  ExploitPredictionObservation,
  FactObservation,
  KnownExploitedObservation,
  UnreadObservation,
} from '../../domain/observation.ts'
import { FormatError } from '../../formats/format-error.ts'
import type { FeedDelivery } from '../../formats/report-format.ts'
import type { Tx } from '../../store/database.ts'
import { copyPredictions, stagePredictions, takePredictions } from '../../store/feeds/exploit-predictions.ts'
import {
  copyKnownExploited,
  newestStagedDay,
  stageKnownExploited,
  takeKnownExploited,
} from '../../store/feeds/known-exploited.ts'
import { loadedFeeds, notePart, noteRelease } from '../../store/feeds/loaded.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'

/** Entries that are copied at once. */
const ROUND = 20_000

/**
 * Writes the entries of one feed. They wait in a table of the transaction until all are in: only then it is known whether a
 * newer release came before, and readers see the old release until the commit. Issues are not scored again by it.
 */
export class FeedWriter {
  readonly #tx: Tx
  readonly #report: WaitingReport
  readonly #feed: FeedDelivery
  readonly #version: string | null
  #staged = false
  #hasEntries = false
  #exploited: KnownExploitedObservation[] = []
  #predictions: ExploitPredictionObservation[] = []

  constructor(tx: Tx, report: WaitingReport, feed: FeedDelivery, version: string | null) {
    this.#tx = tx
    this.#report = report
    this.#feed = feed
    this.#version = version
  }

  async write(facts: readonly FactObservation[]): Promise<void> {
    for (const fact of facts) {
      if (fact.type === 'known-exploited') this.#exploited.push(fact)
      else if (fact.type === 'exploit-prediction') this.#predictions.push(fact)
    }
    if (this.#exploited.length + this.#predictions.length >= ROUND) await this.#copy()
  }

  /** Call it after the last batch. Returns why nothing was changed, when a newer release came before. */
  async end(): Promise<UnreadObservation[]> {
    await this.#copy()
    const { name, whole } = this.#feed
    if (!this.#hasEntries) throw new FormatError('invalid', 'No entry of the feed can be read')
    const release = await this.#release()
    const known = (await loadedFeeds(this.#tx)).find((feed) => feed.name === name)
    if (isLateRelease(release, known?.releasedAt ?? null)) {
      return [{ type: 'unread', path: 'feed', reason: 'A newer release was loaded before: this one changes nothing' }]
    }
    const entries = await (name === 'kev' ? takeKnownExploited : takePredictions)(this.#tx, whole)
    const noted = { name, loadedAt: this.#report.receivedAt, entries, reportId: this.#report.id }
    if (whole) await noteRelease(this.#tx, { ...noted, version: this.#version, releasedAt: release.at })
    else await notePart(this.#tx, noted)
    return []
  }

  async #copy(): Promise<void> {
    if (!this.#staged) await (this.#feed.name === 'kev' ? stageKnownExploited : stagePredictions)(this.#tx)
    this.#staged = true
    this.#hasEntries ||= this.#exploited.length + this.#predictions.length > 0
    if (this.#exploited.length > 0) await copyKnownExploited(this.#tx, this.#exploited.splice(0))
    if (this.#predictions.length > 0) await copyPredictions(this.#tx, this.#predictions.splice(0))
  }

  /** A catalogue that does not tell its date is as new as its newest entry; scores are as new as their coming. */
  async #release(): Promise<Release> {
    const { scannedAt, receivedAt } = this.#report
    if (scannedAt !== null) return { at: scannedAt, exact: true }
    const day = this.#feed.name === 'kev' ? await newestStagedDay(this.#tx) : null
    return day === null ? { at: receivedAt, exact: true } : { at: new Date(`${day}T00:00:00Z`), exact: false }
  }
}
