import type { OwnershipMove } from '../../contract/ownership.ts'
import type { Ownership } from '../../domain/ownership.ts'
import type { IssueGroup, NamedSubject, OwnedThing } from '../../store/ownership/preview-groups.ts'

const EXAMPLES = 5
const COUNTED = { workload: 'workloads', image: 'images', repository: 'repositories' } as const

type Move = Omit<OwnershipMove, 'examples'> & { examples: Map<string, OwnershipMove['examples'][number]> }

/** Collects what changes hands, by the team that has it and the team that would. */
export class Moves {
  readonly #named: ReadonlyMap<string, NamedSubject>
  readonly #teams: ReadonlyMap<number, { slug: string; name: string }>
  readonly #nameOfSlug: ReadonlyMap<string, string>
  readonly #moves = new Map<string, Move>()

  /** `named` are the subjects by which issues are told. */
  constructor(named: readonly NamedSubject[], teams: ReadonlyMap<number, { slug: string; name: string }>) {
    this.#named = new Map(named.map((subject) => [`${subject.type} ${subject.id}`, subject]))
    this.#teams = teams
    this.#nameOfSlug = new Map([...teams.values()].map(({ slug, name }) => [slug, name]))
  }

  ofThing(type: OwnedThing['type'], teamId: number | null, owner: Ownership): void {
    const move = this.#moveOf(teamId, owner)
    if (move) move[COUNTED[type]]++
  }

  ofIssues(
    { workloadId, imageId, repositoryId, clusterId }: Omit<IssueGroup, 'teamId' | 'issues'>,
    teamId: number | null,
    owner: Ownership,
    issues: number,
  ): void {
    const move = this.#moveOf(teamId, owner)
    if (!move) return
    move.issues += issues
    const [type, id] =
      workloadId !== null
        ? ['workload', workloadId]
        : imageId !== null
          ? ['image', imageId]
          : repositoryId !== null
            ? ['repository', repositoryId]
            : ['cluster', clusterId]
    const subject = this.#named.get(`${type} ${id}`)
    if (!subject) return
    const step = owner.trace.find(({ matched }) => matched)
    const why = step ? `${step.rule}${step.value === '' ? '' : ` (${step.value})`}` : 'no rule fits'
    const example = move.examples.get(`${type} ${id}`) ?? {
      type: subject.type,
      id: subject.id,
      label: subject.label,
      issues: 0,
      why,
    }
    example.issues += issues
    move.examples.set(`${type} ${id}`, example)
  }

  inOrder(): OwnershipMove[] {
    return [...this.#moves.values()]
      .map((move) => ({
        ...move,
        examples: [...move.examples.values()].sort((a, b) => b.issues - a.issues).slice(0, EXAMPLES),
      }))
      .sort((a, b) => b.issues - a.issues || b.workloads - a.workloads || b.images - a.images)
  }

  /** Null where nothing changes. */
  #moveOf(teamId: number | null, { team, suggestedTeam }: Ownership): Move | null {
    const from = teamId === null ? null : (this.#teams.get(teamId) ?? null)
    const slug = team ?? suggestedTeam
    if ((from?.slug ?? null) === slug) return null
    const key = `${from?.slug ?? ''} ${slug ?? ''}`
    const move = this.#moves.get(key) ?? {
      from: from?.name ?? null,
      to: slug === null ? null : (this.#nameOfSlug.get(slug) ?? slug),
      isNewTeam: team === null && suggestedTeam !== null,
      ...{ issues: 0, workloads: 0, images: 0, repositories: 0, examples: new Map() },
    }
    this.#moves.set(key, move)
    return move
  }
}
