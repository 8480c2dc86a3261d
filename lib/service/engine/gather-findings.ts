import { type FindingOrigin, identityOfFinding } from '../../domain/finding-identity.ts'
import { type IssueIdentity, issueKey, preferredVulnerabilityId } from '../../domain/identity.ts'
import type {
  FindingObservation,
  IssueKind,
  UnreadObservation,
  VulnerabilityObservation,
} from '../../domain/observation.ts'
import type { SightingText } from '../../store/engine/issues.ts'
import type { MorePlaces } from '../../store/engine/more-places.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import type { Homecoming } from './bring-home.ts'
import { canonicalChecks } from './canonical-checks.ts'
import { sightingText, titleOf } from './finding-text.ts'
import type { JoinedByHand } from './joined-by-hand.ts'
import type { LinkedWorkload, ManifestLinks } from './manifest-links.ts'
import type { OpenScope } from './open-scopes.ts'
import { keyHash } from './see-findings.ts'
import type { Touched } from './settle.ts'
import { type JoinedNames, namesOf } from './vulnerability-names.ts'

/** Of the places of one problem in one scope so many are kept beside the first. */
const MAX_MORE_PLACES = 50

export interface NewsOfScope {
  scope: OpenScope
  kind: IssueKind
  key: string
  hash: Buffer
  finding: FindingObservation
  said: SightingText
  /** The live workload that the object of a manifest is known to be. */
  workload: LinkedWorkload | null
}

/** What a report says anew in its scopes, gathered until the next round of statements; what was said before is only noted as seen. */
export class FindingGatherer {
  readonly told = { findings: 0, unchanged: 0, unread: [] as UnreadObservation[] }
  readonly #scopes: ReadonlyMap<number, OpenScope>
  readonly #report: WaitingReport
  readonly #links: ManifestLinks
  readonly #touched: Touched
  readonly #joined: JoinedByHand
  /** Known names by those that the report gives, where they differ. */
  readonly #names = new Map<string, string>()
  readonly #more: ReadonlyMap<OpenScope, Map<string, Set<string>>>
  #homecomings: Homecoming[] = []
  #news: NewsOfScope[] = []

  constructor(
    scopes: ReadonlyMap<number, OpenScope>,
    report: WaitingReport,
    links: ManifestLinks,
    touched: Touched,
    joined: JoinedByHand,
  ) {
    this.#scopes = scopes
    this.#report = report
    this.#links = links
    this.#touched = touched
    this.#joined = joined
    this.#more = new Map([...scopes.values()].map((scope) => [scope, new Map()]))
  }

  get size(): number {
    return this.#news.length
  }

  /** What was gathered since the last time. */
  drain(): { news: NewsOfScope[]; homecomings: Homecoming[] } {
    const drained = { news: this.#news, homecomings: this.#homecomings }
    this.#news = []
    this.#homecomings = []
    return drained
  }

  join({ names, moved }: JoinedNames): void {
    for (const [told, known] of names) this.#names.set(told, known)
    for (const move of moved) this.follow(move)
  }

  nameOf({ id, aliases }: VulnerabilityObservation): string {
    const name = preferredVulnerabilityId(id, aliases)
    return this.#names.get(name) ?? name
  }

  /** An issue got another key: what was gathered under the old one is of the new one. */
  follow({ from, key, hash }: JoinedNames['moved'][number]): void {
    const to = hash.toString('latin1')
    for (const scope of this.#scopes.values()) {
      const before = scope.previous.get(from)
      if (before && scope.previous.delete(from) && !scope.previous.has(to)) scope.previous.set(to, before)
      if (scope.seen.delete(from)) scope.seen.add(to)
      const places = this.#more.get(scope)
      const more = places?.get(from)
      if (more && places?.delete(from)) places.set(to, more)
    }
    this.#news = this.#news.map((one) => (one.hash.toString('latin1') === from ? { ...one, key, hash } : one))
  }

  take(finding: FindingObservation): void {
    this.told.findings++
    const scope = this.#scopes.get(finding.scope)
    if (!scope) return
    const { subject } = scope.observed
    const cluster =
      this.#report.options.cluster ?? (subject.type === 'workload' ? (subject.cluster ?? 'unknown') : null)
    const tool = this.#report.source
    const workload = this.#links.workloadOf(finding)
    const origin = { subject, tool, cluster, checks: canonicalChecks(), workload }
    let identity = identityOfFinding(finding, origin)
    if (identity?.kind === 'vulnerability' && finding.type === 'vulnerability')
      identity = { ...identity, vulnerability: this.nameOf(finding) }
    if (!identity) {
      const reason = 'the report does not say what it is in'
      this.told.unread.push({ type: 'unread', path: titleOf(finding), reason })
      return
    }
    const found = issueKey(identity)
    if (scope.late) return
    const { key, hash } = this.#joined.follow(scope.id, keyHash(found)) ?? { key: found, hash: keyHash(found) }
    const text = hash.toString('latin1')
    if (workload) this.#touched.workloads.add(workload.id)
    if (scope.previous.size > 0) {
      for (const former of formerIdentities(finding, identity, origin)) {
        const formerHash = keyHash(issueKey(former))
        // Its issue was seen in this scope under that key.
        if (scope.previous.has(formerHash.toString('latin1')))
          this.#homecomings.push({ formerHash, key, hash, workloadId: workload?.id ?? null })
      }
    }
    const said = sightingText(finding, tool)
    if (scope.seen.has(text)) {
      this.#noteAgain(scope, text, said.detail)
      return
    }
    scope.seen.add(text)
    const before = scope.previous.get(text)
    if (before?.fingerprint === said.fingerprint) this.told.unchanged++
    else this.#news.push({ scope, kind: identity.kind, key, hash, finding, said, workload })
  }

  /** The same problem in another place of what was scanned. */
  #noteAgain(scope: OpenScope, hash: string, detail: string): void {
    const places = this.#more.get(scope) as Map<string, Set<string>>
    const details = places.get(hash) ?? new Set()
    if (details.size < MAX_MORE_PLACES) places.set(hash, details.add(detail))
  }

  /** Of each scope the further places of what it saw. */
  *morePlaces(): Generator<[OpenScope, MorePlaces[]]> {
    for (const [scope, places] of this.#more) yield [scope, [...places].map(placesOf)]
  }
}

/** As what a finding was known before: by its file alone, or under another name of the vulnerability. */
function formerIdentities(finding: FindingObservation, now: IssueIdentity, origin: FindingOrigin): IssueIdentity[] {
  if (now.kind === 'vulnerability' && finding.type === 'vulnerability') {
    const others = namesOf(finding).filter((name) => name !== now.vulnerability && !name.startsWith('CVE-'))
    return others.map((vulnerability) => ({ ...now, vulnerability }))
  }
  const former = origin.workload && identityOfFinding(finding, { ...origin, workload: null })
  return former ? [former] : []
}

function placesOf([hash, details]: [string, ReadonlySet<string>]): MorePlaces {
  return { hash: Buffer.from(hash, 'latin1'), details: [...details] }
}
