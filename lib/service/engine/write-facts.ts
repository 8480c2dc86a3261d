import type { FactObservation, FindingObservation, UnreadObservation } from '../../domain/observation.ts'
import type { ReportSummary } from '../../formats/report-check.ts'
import type { Tx } from '../../store/database.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import type { OpenScope } from './open-scopes.ts'
import type { Touched } from './settle.ts'
import { StatementWriter } from './state-vex.ts'
import { writeAttestations } from './write-attestations.ts'
import { ComponentWriter } from './write-components.ts'
import { FeedWriter } from './write-feeds.ts'

/** Writes what a report tells that is no finding, batch by batch. */
export class FactWriter {
  readonly #tx: Tx
  readonly #report: WaitingReport
  readonly #statements: StatementWriter
  readonly #components: ComponentWriter
  readonly #feed: FeedWriter | null
  readonly #told: Partial<Record<FactObservation['type'], number>> = {}

  constructor(
    tx: Tx,
    report: WaitingReport,
    { feed, header }: ReportSummary,
    scopes: readonly OpenScope[],
    touched: Touched,
  ) {
    this.#tx = tx
    this.#report = report
    this.#statements = new StatementWriter(tx, report, touched)
    this.#components = new ComponentWriter(tx, scopes)
    this.#feed = feed && new FeedWriter(tx, report, feed, header.toolVersion)
  }

  /** Findings tell facts too: of what an image is made. */
  async write(facts: readonly FactObservation[], findings: readonly FindingObservation[]): Promise<void> {
    for (const { type } of facts) this.#told[type] = (this.#told[type] ?? 0) + 1
    this.#components.take(facts, findings)
    await this.#statements.write(facts)
    await writeAttestations(this.#tx, this.#report, facts)
    await this.#feed?.write(facts)
  }

  /** Call it after the last batch: how many of each kind there were, and what of them had no effect. */
  async end(): Promise<{ told: Partial<Record<FactObservation['type'], number>>; unread: UnreadObservation[] }> {
    const unread = [
      ...(await this.#components.end()),
      ...(await this.#statements.end()),
      ...((await this.#feed?.end()) ?? []),
    ]
    return { told: this.#told, unread }
  }
}
