import type { FindingObservation, UnreadObservation, VulnerabilityObservation } from '../../domain/observation.ts'
import type { Tx } from '../../store/database.ts'
import { setMergedSightings } from '../../store/engine/hand-merges.ts'
import { setMorePlaces } from '../../store/engine/more-places.ts'
import { ensurePackages, ensureRules, type RuleText } from '../../store/engine/problems.ts'
import { ensureVulnerabilities } from '../../store/engine/vulnerabilities.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import { statedVulnerabilities } from '../../store/vex/stated-issues.ts'
import { bringHome, type Homecoming } from './bring-home.ts'
import { fixOf, placeOf, ruleOf, ruleText } from './finding-text.ts'
import { FindingGatherer, type NewsOfScope } from './gather-findings.ts'
import type { JoinedByHand } from './joined-by-hand.ts'
import { ManifestLinks } from './manifest-links.ts'
import type { OpenedScopes } from './open-scopes.ts'
import { type Finding, seeFindings } from './see-findings.ts'
import type { Touched } from './settle.ts'
import { joinedNames, namesOf } from './vulnerability-names.ts'

/** Findings that are new in their scope, gathered for one round of statements. */
const ROUND = 4000

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
  readonly #report: WaitingReport
  readonly #at: Date
  readonly #touched: Touched
  readonly #links: ManifestLinks
  readonly #joined: JoinedByHand
  readonly #gathered: FindingGatherer
  #openedIds: number[] = []
  #reopenedIds: number[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(tx: Tx, opened: OpenedScopes, report: WaitingReport, at: Date, touched: Touched) {
    this.#tx = tx
    this.#opened = opened
    this.#report = report
    this.#at = at
    this.#touched = touched
    const scopes = new Map(opened.scopes.map((scope) => [scope.observed.scope, scope]))
    this.#links = new ManifestLinks(tx, scopes)
    this.#joined = opened.joined
    this.#gathered = new FindingGatherer(scopes, report, this.#links, touched, opened.joined)
  }

  async write(findings: readonly FindingObservation[]): Promise<void> {
    const vulnerabilities = findings.filter((finding) => finding.type === 'vulnerability')
    if (vulnerabilities.some(({ aliases, id }) => aliases.length > 0 || !id.startsWith('CVE-'))) {
      await this.#writing
      this.#gathered.join(await joinedNames(this.#tx, vulnerabilities))
    }
    const manifests = this.#links.unknownIn(findings)
    if (manifests.size > 0) {
      await this.#writing
      await this.#links.learn(manifests)
    }
    for (const finding of findings) this.#gathered.take(finding)
    if (this.#gathered.size >= ROUND) await this.#startRound()
  }

  /** Waits for the last round; then what all of them came to. */
  async end(): Promise<Written> {
    await this.#startRound()
    await this.#writing
    for (const [scope, places] of this.#gathered.morePlaces()) {
      if (scope.late || (places.length === 0 && scope.previous.size === 0)) continue
      const changed = await setMorePlaces(this.#tx, scope.id, places)
      if (changed > 0 && scope.subjectIds.repositoryId !== null) scope.elsewhere = true
    }
    if (!this.#joined.isEmpty) {
      for (const { id, late } of this.#opened.scopes) {
        if (!late) await setMergedSightings(this.#tx, id, this.#joined.seenIn(id))
      }
    }
    return { ...this.#gathered.told, opened: this.#openedIds, reopened: this.#reopenedIds }
  }

  /** Waits for the round that is under way, whatever becomes of it. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {})
  }

  async #startRound(): Promise<void> {
    await this.#writing
    const { news, homecomings } = this.#gathered.drain()
    if (news.length + homecomings.length === 0) return
    this.#writing = this.#round(news, homecomings)
    // It is awaited before the next round or at the end; until then its failure must not count as unhandled.
    this.#writing.catch(() => {})
  }

  async #round(news: readonly NewsOfScope[], homecomings: readonly Homecoming[]): Promise<void> {
    await this.#bringHome(homecomings.filter(({ workloadId }) => workloadId !== null))
    const found = new Map<string, VulnerabilityObservation>()
    const inPackages = new Map<string, VulnerabilityObservation>()
    const broken = new Map<string, RuleText>()
    const { source } = this.#report
    for (const { finding } of news) {
      if (finding.type === 'vulnerability') {
        const name = this.#gathered.nameOf(finding)
        found.set(name, { ...finding, aliases: namesOf(finding).filter((alias) => alias !== name) })
        inPackages.set(finding.purl, finding)
      } else broken.set(ruleOf(finding, source), ruleText(finding, source))
    }
    const vulnerabilities = await ensureVulnerabilities(this.#tx, found)
    const packages = await ensurePackages(this.#tx, inPackages)
    const rules = await ensureRules(this.#tx, broken)

    const nameOf = (finding: VulnerabilityObservation) => this.#gathered.nameOf(finding)
    function findingOf({ scope, kind, key, hash, finding, said, workload }: NewsOfScope): Finding {
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
        ...(workload && { workloadId: workload.id }),
        place: placeOf(finding),
        ...said,
        fixedVersion: fixOf(finding),
        cvssVector: vulnerability?.cvssVector ?? null,
        cvssScore: vulnerability?.cvssScore ?? null,
        cwes: vulnerability?.cwes ?? [],
        capabilities: vulnerability?.capabilities ?? [],
        kevSince: vulnerability?.kevSince ?? null,
        epss: vulnerability?.epss ?? null,
        secretVerified: finding.type === 'secret' && finding.verified ? true : null,
        alertPriority: null,
        purl: isVulnerability ? finding.purl : null,
        paths: finding.path === '' ? [] : [finding.path],
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
      this.#openedIds = this.#openedIds.concat(seen.opened)
      this.#reopenedIds = this.#reopenedIds.concat(seen.reopened)
      scope.news = true
      if (seen.known > 0) scope.knownSeen = true
    }
    // An issue is of one vulnerability for good: one of another name joins the one that was just seen.
    await this.#bringHome(homecomings.filter(({ workloadId }) => workloadId === null))
    const ids = new Set(vulnerable.map(({ vulnerabilityId }) => vulnerabilityId))
    const stated = await statedVulnerabilities(this.#tx, [...ids])
    for (const { vulnerabilityId, issueId } of vulnerable) {
      if (stated.has(vulnerabilityId)) this.#touched.stated.add(issueId)
    }
  }

  async #bringHome(homecomings: readonly Homecoming[]): Promise<void> {
    for (const { formerHash, key, hash } of await bringHome(this.#tx, homecomings, this.#at)) {
      this.#gathered.follow({ from: formerHash.toString('latin1'), key, hash })
    }
  }
}
