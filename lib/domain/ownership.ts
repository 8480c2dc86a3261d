import { matchesGlob } from './glob.ts'
import { teamSlug } from './team-slug.ts'

/** How an issue came to its team, in the order in which the ways are tried (DESIGN.md §9). */
export const OWNED_BY = [
  'hand',
  'base-image',
  'component',
  'workload-label',
  'namespace',
  'image-repository',
  'oci-label',
  'codeowners',
  'unowned',
] as const
export type OwnedBy = (typeof OWNED_BY)[number]
type RuleKind = Exclude<OwnedBy, 'hand' | 'unowned'>

/** A configured rule: where `pattern` fits, `team` (a slug) owns. Patterns of labels read `key=value`; `*` is a wildcard. */
export interface OwnershipRule {
  kind: RuleKind
  pattern: string
  team: string
}

/** What is known about the subject of an issue, for finding its owner. */
export interface OwnershipFacts {
  /** Slug of the team to which a person assigned it. */
  hand: string | null
  /** Repositories of base images whose layers hold the component. */
  baseImages: readonly string[]
  purl: string | null
  /** Of the workload. */
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
  namespace: string | null
  namespaceLabels: Readonly<Record<string, string>>
  imageRepository: string | null
  imageLabels: Readonly<Record<string, string>>
  /** Owners that CODEOWNERS names for the file, and the file. */
  path: string | null
  codeowners: readonly string[]
}

export interface OwnershipStep {
  rule: string
  matched: boolean
  /** The value that was looked at, '' when there was none. */
  value: string
}

export interface Ownership {
  /** Slug of an existing team, null when nobody owns it. */
  team: string | null
  by: OwnedBy
  /** A team that a label names and that does not exist yet: to be created, and then it owns. */
  suggestedTeam: string | null
  /** Every rule that was asked, in order: "why this team?". */
  trace: OwnershipStep[]
}

/** Labels that name a team in so many words: an unknown name makes a new team. */
const TEAM_LABELS = ['plimsoll.dev/team', 'team', 'owner'] as const
/** Labels that may name something else than a team: they count only when a team of that name exists. */
const PART_OF = 'app.kubernetes.io/part-of'
const VENDOR = 'org.opencontainers.image.vendor'

/**
 * Who owns a subject: the first way that names a team wins; within one way the configured rules come in their order,
 * before the labels that are understood without configuration.
 *
 * @param teams slugs of all existing teams
 */
export function ownerOf(facts: OwnershipFacts, rules: readonly OwnershipRule[], teams: ReadonlySet<string>): Ownership {
  const trace: OwnershipStep[] = []
  const owned = (by: OwnedBy, team: string): Ownership =>
    teams.has(team) ? { team, by, suggestedTeam: null, trace } : { team: null, by, suggestedTeam: team, trace }

  trace.push({ rule: 'hand', matched: facts.hand !== null, value: facts.hand ?? '' })
  if (facts.hand !== null) return owned('hand', facts.hand)

  for (const kind of OWNED_BY) {
    if (kind === 'hand' || kind === 'unowned') continue
    for (const rule of rules) {
      if (rule.kind !== kind) continue
      const values = valuesFor(rule, facts)
      const value = values.find((one) => matchesGlob(patternOf(rule), one))
      trace.push({
        rule: `${kind} ${rule.pattern}`,
        matched: value !== undefined,
        value: value ?? values[0] ?? '',
      })
      if (value !== undefined) return owned(kind, rule.team)
    }
    for (const { rule, value, needsTeam } of defaultsFor(kind, facts)) {
      const slug = teamSlug(value)
      const matched = slug !== null && (!needsTeam || teams.has(slug))
      trace.push({ rule, matched, value })
      if (matched) return owned(kind, slug)
    }
  }
  return { team: null, by: 'unowned', suggestedTeam: null, trace }
}

/** What a configured rule looks at; a rule on labels looks at the value of its key. */
function valuesFor({ kind, pattern }: OwnershipRule, facts: OwnershipFacts): readonly string[] {
  const key = pattern.split('=', 1)[0] ?? ''
  switch (kind) {
    case 'base-image':
      return facts.baseImages
    case 'component':
      return present(facts.purl)
    case 'workload-label':
      return present(own(facts.annotations, key), own(facts.labels, key))
    case 'namespace':
      return present(facts.namespace)
    case 'image-repository':
      return present(facts.imageRepository)
    case 'oci-label':
      return present(own(facts.imageLabels, key))
    case 'codeowners':
      return present(facts.path)
  }
}

function patternOf({ kind, pattern }: OwnershipRule): string {
  if (kind !== 'workload-label' && kind !== 'oci-label') return pattern
  const at = pattern.indexOf('=')
  return at < 0 ? '*' : pattern.slice(at + 1)
}

interface DefaultRule {
  rule: string
  value: string
  needsTeam: boolean
}

function defaultsFor(kind: RuleKind, facts: OwnershipFacts): DefaultRule[] {
  const ask = (from: Readonly<Record<string, string>>, what: string, key: string, needsTeam = false): DefaultRule[] =>
    present(own(from, key)).map((value) => ({ rule: `${what} ${key}`, value, needsTeam }))
  switch (kind) {
    case 'workload-label':
      return [
        ...TEAM_LABELS.flatMap((key) => [
          ...ask(facts.annotations, 'annotation', key),
          ...ask(facts.labels, 'label', key),
        ]),
        ...ask(facts.labels, 'label', PART_OF, true),
      ]
    case 'namespace':
      return TEAM_LABELS.flatMap((key) => ask(facts.namespaceLabels, 'namespace label', key))
    case 'oci-label':
      return ask(facts.imageLabels, 'image label', VENDOR, true)
    case 'codeowners':
      return facts.codeowners.map((value) => ({ rule: 'codeowners', value, needsTeam: true }))
    default:
      return []
  }
}

/** A label's value; never one that the object inherits. */
function own(labels: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(labels, key) ? (labels[key] ?? null) : null
}

function present(...values: (string | null)[]): string[] {
  return values.filter((value) => value !== null)
}
