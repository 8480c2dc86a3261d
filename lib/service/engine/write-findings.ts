import { identityOfFinding } from '../../domain/finding-identity.ts'
import { issueKey, preferredVulnerabilityId } from '../../domain/identity.ts'
import type {
  FindingObservation,
  IssueKind,
  UnreadObservation,
  VulnerabilityObservation,
} from '../../domain/observation.ts'
import type { Tx } from '../../store/database.ts'
import type { SightingText } from '../../store/engine/issues.ts'
import { type MorePlaces, setMorePlaces } from '../../store/engine/more-places.ts'
import { ensurePackages, ensureRules, type RuleText } from '../../store/engine/problems.ts'
import { ensureVulnerabilities } from '../../store/engine/vulnerabilities.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import { statedVulnerabilities } from '../../store/vex/stated-issues.ts'
import { canonicalChecks } from './canonical-checks.ts'
import { fixOf, placeOf, ruleOf, ruleText, sightingText, titleOf } from './finding-text.ts'
import type { OpenedScopes, OpenScope } from './open-scopes.ts'
import { type Finding, keyHash, seeFindings } from './see-findings.ts'
import type { Touched } from './settle.ts'
import { type JoinedNames, joinedNames, namesOf } from './vulnerability-names.ts'

/** Of the places of one problem in one scope so many are kept beside the first. */
const MAX_MORE_PLACES = 50

/** Findings that are new in their scope, gathered for one round of statements. */
const ROUND = 4000

interface NewsOfScope {
  scope: OpenScope
  kind: IssueKind
  key: string
  hash: Buffer
  finding: FindingObservation
  said: SightingText
}

/** What came of a report's findings; opened and reopened are ids of issues. */
export interface Written {
  findings: number
  unchanged: number
  opened: number[]
  reopened: number[]
  unread: UnreadObservation[]
}

export const NOTHING_WRITTEN: Written = { findings: 0, unchanged: 0, opened: [], reopened: [], unread: [] }

/**
 * Writes a report's findings, a round at a time, while the next are read: the database works on one round and this process on
 * the other. What a scope saw before in the same way is only noted as seen.
 */
export class FindingWriter {
  readonly #tx: Tx
  readonly #opened: OpenedScopes
  readonly #scopes: ReadonlyMap<number, OpenScope>
  readonly #report: WaitingReport
  readonly #at: Date
  readonly #touched: Touched
  readonly #told: Written = { ...NOTHING_WRITTEN, unread: [] }
  /** Known names by those that the report gives, where they differ. */
  readonly #names = new Map<string, string>()
  readonly #more: Map<OpenScope, Map<string, Set<string>>>
  #news: NewsOfScope[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(tx: Tx, opened: OpenedScopes, report: WaitingReport, at: Date, touched: Touched) {
    this.#tx = tx
    this.#opened = opened
    this.#scopes = new Map(opened.scopes.map((scope) => [scope.observed.scope, scope]))
    this.#more = new Map(opened.scopes.map((scope) => [scope, new Map()]))
    this.#report = report
    this.#at = at
    this.#touched = touched
  }

  async write(findings: readonly FindingObservation[]): Promise<void> {
    const vulnerabilities = findings.filter((finding) => finding.type === 'vulnerability')
    if (vulnerabilities.some(({ aliases, id }) => aliases.length > 0 || !id.startsWith('CVE-'))) {
      await this.#writing
      const { names, moved } = await joinedNames(this.#tx, vulnerabilities)
      for (const [told, known] of names) this.#names.set(told, known)
      for (const move of moved) this.#follow(move)
    }
    for (const finding of findings) this.#take(finding)
    if (this.#news.length >= ROUND) await this.#startRound()
  }

  /** Waits for the last round; then what all of them came to. */
  async end(): Promise<Written> {
    await this.#startRound()
    await this.#writing
    for (const [scope, places] of this.#more) {
      if (scope.late || (places.size === 0 && scope.previous.size === 0)) continue
      await setMorePlaces(this.#tx, scope.id, morePlaces(places))
    }
    return this.#told
  }

  /** Waits for the round that is under way, whatever becomes of it. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {})
  }

  #nameOf({ id, aliases }: VulnerabilityObservation): string {
    const name = preferredVulnerabilityId(id, aliases)
    return this.#names.get(name) ?? name
  }

  /** An issue got another key: what was gathered under the old one is of the new one. */
  #follow({ from, key, hash }: JoinedNames['moved'][number]): void {
    const to = hash.toString('latin1')
    for (const scope of this.#opened.scopes) {
      const before = scope.previous.get(from)
      if (before && scope.previous.delete(from)) scope.previous.set(to, before)
      if (scope.seen.delete(from)) scope.seen.add(to)
      const places = this.#more.get(scope)
      const more = places?.get(from)
      if (more && places?.delete(from)) places.set(to, more)
    }
    this.#news = this.#news.map((one) => (one.hash.toString('latin1') === from ? { ...one, key, hash } : one))
  }

  #take(finding: FindingObservation): void {
    this.#told.findings++
    const scope = this.#scopes.get(finding.scope)
    if (!scope) return
    const { subject } = scope.observed
    const cluster =
      this.#report.options.cluster ?? (subject.type === 'workload' ? (subject.cluster ?? 'unknown') : null)
    const tool = this.#report.source
    let identity = identityOfFinding(finding, { subject, tool, cluster, checks: canonicalChecks() })
    if (identity?.kind === 'vulnerability' && finding.type === 'vulnerability')
      identity = { ...identity, vulnerability: this.#nameOf(finding) }
    if (!identity) {
      const reason = 'the report does not say what it is in'
      this.#told.unread.push({ type: 'unread', path: titleOf(finding), reason })
      return
    }
    const key = issueKey(identity)
    const hash = keyHash(key)
    const text = hash.toString('latin1')
    if (scope.late) return
    const said = sightingText(finding, tool)
    if (scope.seen.has(text)) {
      this.#noteAgain(scope, text, said.detail)
      return
    }
    scope.seen.add(text)
    const before = scope.previous.get(text)
    if (before?.fingerprint === said.fingerprint) this.#told.unchanged++
    else this.#news.push({ scope, kind: identity.kind, key, hash, finding, said })
  }

  /** The same problem in another place of what was scanned. */
  #noteAgain(scope: OpenScope, hash: string, detail: string): void {
    const places = this.#more.get(scope) as Map<string, Set<string>>
    const details = places.get(hash) ?? new Set()
    if (details.size < MAX_MORE_PLACES) places.set(hash, details.add(detail))
  }

  async #startRound(): Promise<void> {
    await this.#writing
    const news = this.#news
    this.#news = []
    if (news.length === 0) return
    this.#writing = this.#round(news)
    // It is awaited before the next round or at the end; until then its failure must not count as unhandled.
    this.#writing.catch(() => {})
  }

  async #round(news: readonly NewsOfScope[]): Promise<void> {
    const found = new Map<string, VulnerabilityObservation>()
    const inPackages = new Map<string, VulnerabilityObservation>()
    const broken = new Map<string, RuleText>()
    const { source } = this.#report
    for (const { finding } of news) {
      if (finding.type === 'vulnerability') {
        const name = this.#nameOf(finding)
        found.set(name, { ...finding, aliases: namesOf(finding).filter((alias) => alias !== name) })
        inPackages.set(finding.purl, finding)
      } else broken.set(ruleOf(finding, source), ruleText(finding, source))
    }
    const vulnerabilities = await ensureVulnerabilities(this.#tx, found)
    const packages = await ensurePackages(this.#tx, inPackages)
    const rules = await ensureRules(this.#tx, broken)

    const nameOf = (finding: VulnerabilityObservation) => this.#nameOf(finding)
    function findingOf({ scope, kind, key, hash, finding, said }: NewsOfScope): Finding {
      const isVulnerability = finding.type === 'vulnerability'
      const vulnerability = isVulnerability ? vulnerabilities.get(nameOf(finding)) : undefined
      return {
        key,
        hash,
        kind,
        vulnerabilityId: vulnerability?.id ?? null,
        packageId: isVulnerability ? (packages.get(finding.purl) ?? null) : null,
        ruleId: isVulnerability ? null : (rules.get(ruleOf(finding, source)) ?? null),
        ...scope.subjectIds,
        place: placeOf(finding),
        ...said,
        fixedVersion: fixOf(finding),
        cvssVector: vulnerability?.cvssVector ?? null,
        cvssScore: vulnerability?.cvssScore ?? null,
        cwes: vulnerability?.cwes ?? [],
        kevSince: vulnerability?.kevSince ?? null,
        epss: vulnerability?.epss ?? null,
        alertPriority: null,
        purl: isVulnerability ? finding.purl : null,
      }
    }

    const vulnerable: { vulnerabilityId: number; issueId: number }[] = []
    for (const [scope, of] of Map.groupBy(news, ({ scope }) => scope)) {
      const written = of.map(findingOf)
      const seen = await seeFindings(this.#tx, scope, this.#opened.placements, this.#at, written)
      for (const [index, issueId] of seen.issueIds.entries()) {
        const vulnerabilityId = written[index]?.vulnerabilityId ?? null
        if (vulnerabilityId !== null) vulnerable.push({ vulnerabilityId, issueId })
      }
      this.#told.opened = this.#told.opened.concat(seen.opened)
      this.#told.reopened = this.#told.reopened.concat(seen.reopened)
      scope.news = true
      if (seen.known > 0) scope.knownSeen = true
    }
    const ids = new Set(vulnerable.map(({ vulnerabilityId }) => vulnerabilityId))
    const stated = await statedVulnerabilities(this.#tx, [...ids])
    for (const { vulnerabilityId, issueId } of vulnerable) {
      if (stated.has(vulnerabilityId)) this.#touched.stated.add(issueId)
    }
  }
}

function morePlaces(places: ReadonlyMap<string, ReadonlySet<string>>): MorePlaces[] {
  return [...places].map(([hash, details]) => ({ hash: Buffer.from(hash, 'latin1'), details: [...details] }))
}
