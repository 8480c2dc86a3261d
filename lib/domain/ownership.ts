import { matchesGlob } from './glob.ts'
import { type TeamNames, teamOfHandle } from './team-handle.ts'

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
  'cluster',
  'unowned',
] as const
export type OwnedBy = (typeof OWNED_BY)[number]
export type RuleKind = Exclude<OwnedBy, 'hand' | 'unowned'>
export const RULE_KINDS = OWNED_BY.filter((by): by is RuleKind => by !== 'hand' && by !== 'unowned')

/** A configured rule: where `pattern` fits, `team` (a slug) owns. Patterns of labels read `key=value`; `*` is a wildcard. */
export interface OwnershipRule {
  kind: RuleKind
  pattern: string
  team: string
}

/** An owner that an imported file names for a subject; it counts when it means a team that exists. */
export interface OwnerClaim {
  kind: RuleKind
  /** As it is written: `@shop/payments`, `group:default/payments`. */
  owner: string
  /** Where it says so: `CODEOWNERS of shop/pay, line 12`. */
  source: string
}

/** A base image whose layers hold the component. */
export interface BaseOwner {
  repository: string
  /** Slug of the team that owns the base image itself, null when nobody does. */
  team: string | null
}

/** What is known about the subject of an issue, for finding its owner. */
export interface OwnershipFacts {
  /** Slug of the team to which a person assigned it. */
  hand: string | null
  /** The innermost first. */
  bases: readonly BaseOwner[]
  purl: string | null
  /** Of the workload. */
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
  namespace: string | null
  /** Null: nothing tells us the namespace's labels. */
  namespaceLabels: Readonly<Record<string, string>> | null
  imageRepository: string | null
  imageLabels: Readonly<Record<string, string>>
  /** Name of the source repository, and the files in it, in order. */
  repository: string | null
  paths: readonly string[]
  /** Name of the cluster that it concerns as a whole; null of what is in a workload, an image or a repository. */
  cluster: string | null
  claims: readonly OwnerClaim[]
}

/** A subject of which nothing is known. */
export const NO_FACTS: OwnershipFacts = {
  hand: null,
  bases: [],
  purl: null,
  labels: {},
  annotations: {},
  namespace: null,
  namespaceLabels: null,
  imageRepository: null,
  imageLabels: {},
  repository: null,
  paths: [],
  cluster: null,
  claims: [],
}

export interface OwnershipStep {
  rule: string
  matched: boolean
  /** The value that was looked at, '' when there was none. */
  value: string
  /** False when nothing tells us what the rule looks at. */
  known: boolean
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
export const TEAM_LABELS = ['plimsoll.dev/team', 'team', 'owner'] as const
/** Labels that may name something else than a team: they count only when a team of that name exists. */
export const PART_OF = 'app.kubernetes.io/part-of'
const VENDOR = 'org.opencontainers.image.vendor'

/**
 * Who owns a subject: the first way that names a team wins; within one way the configured rules come in their order,
 * before the labels that are understood without configuration and what imported files say.
 */
export function ownerOf(facts: OwnershipFacts, rules: readonly OwnershipRule[], teams: TeamNames): Ownership {
  const trace: OwnershipStep[] = []
  const owned = (by: OwnedBy, team: string): Ownership =>
    teams.slugs.has(team) ? { team, by, suggestedTeam: null, trace } : { team: null, by, suggestedTeam: team, trace }

  trace.push({ rule: 'hand', matched: facts.hand !== null, value: facts.hand ?? '', known: true })
  if (facts.hand !== null) return owned('hand', facts.hand)

  for (const kind of RULE_KINDS) {
    for (const rule of rules) {
      if (rule.kind !== kind) continue
      const values = valuesFor(rule, facts)
      const value = values.find((one) => matchesGlob(patternOf(rule), one))
      const shown = value ?? values[0] ?? ''
      trace.push({ rule: `${kind} ${rule.pattern}`, matched: value !== undefined, value: shown, known: true })
      if (value !== undefined) return owned(kind, rule.team)
    }
    for (const { rule, value, needsTeam } of defaultsFor(kind, facts)) {
      const slug = teamOfHandle(value, teams)
      const matched = slug !== null && (!needsTeam || teams.slugs.has(slug))
      trace.push({ rule, matched, value, known: true })
      if (matched) return owned(kind, slug)
    }
    if (kind === 'namespace' && facts.namespace !== null && facts.namespaceLabels === null)
      trace.push({ rule: 'namespace label', matched: false, value: '', known: false })
  }
  return { team: null, by: 'unowned', suggestedTeam: null, trace }
}

/** What a configured rule looks at; a rule on labels looks at the value of its key. */
function valuesFor({ kind, pattern }: OwnershipRule, facts: OwnershipFacts): readonly string[] {
  const key = pattern.split('=', 1)[0] ?? ''
  switch (kind) {
    case 'base-image':
      return facts.bases.map(({ repository }) => repository)
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
      return filesOf(facts)
    case 'cluster':
      return present(facts.cluster)
  }
}

/** Each file alone and behind its repository; the repository itself where no file is told. */
function filesOf({ repository, paths }: OwnershipFacts): readonly string[] {
  if (repository === null) return []
  return paths.length === 0 ? [`${repository}/`] : paths.flatMap((path) => [path, `${repository}/${path}`])
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
  const claims = facts.claims
    .filter((claim) => claim.kind === kind)
    .map(({ owner, source }) => ({ rule: source, value: owner, needsTeam: true }))
  switch (kind) {
    case 'base-image':
      return facts.bases.flatMap(({ repository, team }) =>
        team === null ? [] : [{ rule: `owner of base image ${repository}`, value: team, needsTeam: true }],
      )
    case 'workload-label':
      return [
        ...TEAM_LABELS.flatMap((key) => [
          ...ask(facts.annotations, 'annotation', key),
          ...ask(facts.labels, 'label', key),
        ]),
        ...ask(facts.labels, 'label', PART_OF, true),
        ...claims,
      ]
    case 'namespace':
      return [...TEAM_LABELS.flatMap((key) => ask(facts.namespaceLabels ?? {}, 'namespace label', key)), ...claims]
    case 'oci-label':
      return [...claims, ...ask(facts.imageLabels, 'image label', VENDOR, true)]
    default:
      return claims
  }
}

/** A label's value; never one that the object inherits. */
function own(labels: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(labels, key) ? (labels[key] ?? null) : null
}

function present(...values: (string | null)[]): string[] {
  return values.filter((value) => value !== null)
}
