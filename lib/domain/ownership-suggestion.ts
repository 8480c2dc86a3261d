import { type NamedTeam, nearestTeam } from './nearest-team.ts'
import { type OwnerClaim, type OwnershipRule, PART_OF, TEAM_LABELS } from './ownership.ts'

/** Something that nobody owns, with what may tell whose it is. */
export interface UnownedSubject {
  type: 'namespace' | 'image' | 'repository' | 'cluster'
  /** The namespace or cluster, or the repository of the image or the source. */
  name: string
  /** Labels of its workloads, or of the image. */
  labels: readonly (readonly [key: string, value: string])[]
  /** Owners that imported files name and that mean no team yet. */
  claims: readonly OwnerClaim[]
  /** How many things beside it each team (by slug) has: of the same namespace, or under the same folder of repositories. */
  siblings: ReadonlyMap<string, number>
}

export interface OwnerSuggestion {
  team: NamedTeam
  why: string
  /** The rule that would say so; null where a name is to be learnt instead. */
  rule: Pick<OwnershipRule, 'kind' | 'pattern'> | null
  /** What the team is called there. */
  alias: string | null
}

const MOST = 3
const SOURCE = 'org.opencontainers.image.source'
/** Labels whose value is often that of a team, nearly. */
const TELLING = new Set<string>([
  ...[...TEAM_LABELS, PART_OF, 'app.kubernetes.io/managed-by-team', 'squad', 'department', 'maintainer'],
  ...['org.opencontainers.image.vendor', 'org.opencontainers.image.authors'],
])

/** Teams that could own it, the best reason first, each team once. */
export function suggestOwners(subject: UnownedSubject, teams: readonly NamedTeam[]): OwnerSuggestion[] {
  const all = [
    ...ofClaims(subject, teams),
    ...ofSiblings(subject, teams),
    ...ofLabels(subject, teams),
    ...ofName(subject, teams),
  ]
  const seen = new Set<string>()
  return all.filter(({ team }) => !seen.has(team.slug) && seen.add(team.slug)).slice(0, MOST)
}

function ofClaims({ claims }: UnownedSubject, teams: readonly NamedTeam[]): OwnerSuggestion[] {
  return claims.flatMap(({ owner, source }) => {
    const team = nearestTeam(owner, teams)
    return team ? [{ team, why: `${source} names ${owner}`, rule: null, alias: owner.toLowerCase() }] : []
  })
}

function ofSiblings(subject: UnownedSubject, teams: readonly NamedTeam[]): OwnerSuggestion[] {
  const owned = [...subject.siblings.values()].reduce((sum, count) => sum + count, 0)
  const [most] = [...subject.siblings].sort(([, a], [, b]) => b - a)
  const team = most && teams.find(({ slug }) => slug === most[0])
  if (!team || !most || most[1] * 2 <= owned) return []
  const things =
    subject.type === 'namespace' ? 'workloads of this namespace' : `repositories under ${folderOf(subject.name)}`
  const why = `${most[1]} of ${owned} owned ${things} are ${team.name}’s`
  const pattern = subject.type === 'namespace' ? subject.name : `${folderOf(subject.name)}/*`
  return [{ team, why, rule: { kind: KIND[subject.type], pattern }, alias: null }]
}

function ofLabels({ type, labels }: UnownedSubject, teams: readonly NamedTeam[]): OwnerSuggestion[] {
  return labels.flatMap(([key, value]) => {
    const team = TELLING.has(key) ? nearestTeam(value, teams) : null
    if (!team) return []
    const kind = type === 'image' ? 'oci-label' : 'workload-label'
    return [
      { team, why: `The label ${key} says ${value}`, rule: { kind, pattern: `${key}=${value}` }, alias: null } as const,
    ]
  })
}

function ofName({ type, name, labels }: UnownedSubject, teams: readonly NamedTeam[]): OwnerSuggestion[] {
  const source = labels.find(([key]) => key === SOURCE)?.[1]
  const named =
    type === 'namespace' || type === 'cluster'
      ? [name]
      : [...name.split('/').slice(1).reverse(), ...(source?.split('/').reverse() ?? [])]
  for (const part of named) {
    const team = nearestTeam(part, teams)
    if (!team) continue
    const pattern = type === 'repository' ? `${name}/*` : name
    return [{ team, why: `“${part}” is called like the team`, rule: { kind: KIND[type], pattern }, alias: null }]
  }
  return []
}

const KIND = {
  namespace: 'namespace',
  image: 'image-repository',
  repository: 'codeowners',
  cluster: 'cluster',
} as const

/** What a repository stands under: `registry.example.com/shop` of `registry.example.com/shop/pay`. */
export function folderOf(repository: string): string {
  return repository.split('/').slice(0, -1).join('/')
}
