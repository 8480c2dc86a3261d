import type { FactObservation, UnreadObservation, VexObservation } from '../../domain/observation.ts'
import { succession } from '../../domain/vex.ts'
import type { Tx } from '../../store/database.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import {
  currentStatements,
  insertStatements,
  type NewStatement,
  restateStatements,
  supersedeStatements,
} from '../../store/vex/current.ts'
import { isLateDocument, type SentDocument, withdrawOmitted } from '../../store/vex/documents.ts'
import { issuesOfStatements } from '../../store/vex/issues-of-statements.ts'
import { keyHash } from './see-findings.ts'
import type { Touched } from './settle.ts'

interface Document extends SentDocument {
  /** A later version of it is known: this one changes nothing any more. */
  late: boolean
  stated: Map<string, Buffer>
}

/** Writes what a report states about vulnerabilities, batch by batch; what it may move is noted in `touched`. */
export class StatementWriter {
  readonly #tx: Tx
  readonly #report: WaitingReport
  readonly #touched: Touched
  readonly #now: Date
  readonly #documents = new Map<string, Document>()

  constructor(tx: Tx, report: WaitingReport, touched: Touched, now = new Date()) {
    this.#tx = tx
    this.#report = report
    this.#touched = touched
    this.#now = now
  }

  async write(facts: readonly FactObservation[]): Promise<void> {
    const next = new Map<string, NewStatement>()
    for (const fact of facts) {
      if (fact.type !== 'vex') continue
      const document = await this.#documentOf(fact)
      const statement = this.#statementOf(fact, document)
      const hash = statement.keyHash.toString('latin1')
      document.stated.set(hash, statement.keyHash)
      const before = next.get(hash)
      if (!document.late && (!before || before.statedAt <= statement.statedAt)) next.set(hash, statement)
    }
    if (next.size > 0) await this.#take(next)
  }

  /** Call it after the last batch: what earlier versions of the documents said besides is withdrawn. Returns what was late. */
  async end(): Promise<UnreadObservation[]> {
    const late: UnreadObservation[] = []
    for (const document of this.#documents.values()) {
      if (document.late) {
        const reason = `A later version of ${document.document} came before: nothing of this one is in force`
        late.push({ type: 'unread', path: 'document', reason })
        continue
      }
      const stated = [...document.stated.values()]
      const withdrawn = await withdrawOmitted(this.#tx, document, this.#documentAt(), stated, this.#now)
      await this.#touch(withdrawn)
    }
    return late
  }

  async #take(next: ReadonlyMap<string, NewStatement>): Promise<void> {
    const fresh = new Map(next)
    const superseded: number[] = []
    const restated: Parameters<typeof restateStatements>[1][number][] = []
    const hashes = [...next.values()].map((statement) => statement.keyHash)
    for (const current of await currentStatements(this.#tx, hashes)) {
      const hash = current.keyHash.toString('latin1')
      const statement = next.get(hash)
      if (!statement) continue
      const kind = succession(current, statement)
      if (kind === 'superseded') superseded.push(current.id)
      else fresh.delete(hash)
      if (kind === 'restated') restated.push({ ...statement, id: current.id })
    }
    await supersedeStatements(this.#tx, superseded, this.#now)
    await restateStatements(this.#tx, restated)
    const inserted = await insertStatements(this.#tx, [...fresh.values()])
    await this.#touch([...inserted, ...superseded, ...restated.map(({ id }) => id)])
  }

  async #touch(statementIds: readonly number[]): Promise<void> {
    if (statementIds.length === 0) return
    for (const id of await issuesOfStatements(this.#tx, statementIds)) this.#touched.stated.add(id)
  }

  /** A document without a date is as new as its coming. */
  #documentAt(): Date {
    const { scannedAt, receivedAt } = this.#report
    return scannedAt ?? receivedAt
  }

  async #documentOf({ author, document }: VexObservation): Promise<Document> {
    const key = JSON.stringify([author, document])
    const known = this.#documents.get(key)
    if (known) return known
    const { options, teamId } = this.#report
    const sent = { author, document, sentFor: options.image ?? options.repository ?? '', teamId }
    const late = await isLateDocument(this.#tx, sent, this.#documentAt())
    const opened = { ...sent, late, stated: new Map() }
    this.#documents.set(key, opened)
    return opened
  }

  #statementOf(fact: VexObservation, { sentFor, teamId }: Document): NewStatement {
    const { author, document, id, aliases, status, justification, statement, image, repository, purl, version } = fact
    const statedAt = fact.statedAt === null ? this.#report.receivedAt.getTime() : Date.parse(fact.statedAt)
    // An author speaks in all documents; where there is none, the document does.
    const speaker = author === '' ? ['document', document] : ['author', author]
    const product = [image?.repository, image?.tag, image?.digest, repository, purl, version]
    return {
      keyHash: keyHash(JSON.stringify([teamId, ...speaker, id, ...product])),
      names: [...new Set([id, ...aliases])],
      documentAt: this.#documentAt(),
      statedAt,
      takenAt: this.#now,
      reportId: this.#report.id,
      ...{ author, document, sentFor, teamId, status, justification, statement, image, repository, purl, version },
    }
  }
}
