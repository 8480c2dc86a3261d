import type { Unowned } from '../../contract/ownership.ts'
import type { Actor } from '../../domain/actor.ts'
import type { NamedTeam } from '../../domain/nearest-team.ts'
import type { OwnerClaim } from '../../domain/ownership.ts'
import { folderOf, suggestOwners, type UnownedSubject } from '../../domain/ownership-suggestion.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { ownershipWorkloads } from '../../store/ownership/subjects.ts'
import * as store from '../../store/ownership/unowned.ts'
import { listTeams } from '../../store/teams/list.ts'
import { NO_SUBJECT, ownershipBook } from './ownership-book.ts'

const SHOWN = 100

/** What nobody owns, the most open issues first, with the teams that could and the rule or name that would say so. */
export async function listUnowned(
  actor: Actor,
): Promise<Result<{ rows: Unowned[]; issues: number; bounded: boolean }>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  const db = database()
  const [namespaces, images, repositories, clusters, issues, teams] = await Promise.all([
    store.unownedNamespaces(db, SHOWN),
    store.unownedImages(db, SHOWN),
    store.unownedRepositories(db, SHOWN),
    store.unownedClusters(db, SHOWN),
    store.unownedIssues(db),
    listTeams(db),
  ])
  const reach = {
    imageIds: images.map(({ id }) => id),
    workloadIds: namespaces.map(({ workloadId }) => workloadId),
    repositoryIds: repositories.map(({ id }) => id),
  }
  const book = await ownershipBook(db, await ownershipWorkloads(db, [], reach.workloadIds), reach)
  const beside = {
    namespace: siblingsBy(await store.teamsOfNamespaces(db), (name) => name),
    image: siblingsBy(await store.teamsOfImages(db), folderOf),
    repository: siblingsBy(await store.teamsOfRepositories(db), folderOf),
    cluster: new Map<string, Map<string, number>>(),
  }
  const row = (
    type: Unowned['type'],
    { id, name, workloads, issues: count }: { id: string; name: string; workloads: number; issues: number },
    labels: UnownedSubject['labels'],
    claims: readonly OwnerClaim[],
  ): Unowned => {
    const folder = type === 'namespace' ? name : folderOf(name)
    const siblings = folder === '' ? new Map() : (beside[type].get(folder) ?? new Map())
    const suggestions = suggestOwners({ type, name, labels, claims, siblings }, teams)
    return { type, id, label: name, workloads, issues: count, suggestions: suggestions.map(view) }
  }
  const rows = [
    ...namespaces.map((one) => {
      const { claims } = book.factsOf({ ...NO_SUBJECT, workloadId: one.workloadId })
      const labels = one.labels.flatMap((labels) => Object.entries(labels))
      return row('namespace', { ...one, id: one.namespace, name: one.namespace }, labels, claims)
    }),
    ...images.map((one) => {
      const { claims } = book.factsOf({ ...NO_SUBJECT, imageId: one.id })
      return row('image', { ...one, id: String(one.id) }, Object.entries(one.labels), claims)
    }),
    ...repositories.map((one) => {
      const { claims } = book.factsOf({ ...NO_SUBJECT, repositoryId: one.id })
      return row('repository', { ...one, id: String(one.id) }, [], claims)
    }),
    ...clusters.map((one) => row('cluster', { ...one, id: String(one.id) }, [], [])),
  ].sort((a, b) => b.issues - a.issues || b.workloads - a.workloads)
  return ok({
    rows,
    issues,
    bounded: [namespaces, images, repositories, clusters].some(({ length }) => length === SHOWN),
  })
}

function view({
  team,
  why,
  rule,
  alias,
}: { team: NamedTeam } & Omit<Unowned['suggestions'][number], 'team' | 'teamName'>) {
  return { team: team.slug, teamName: team.name, why, rule, alias }
}

function siblingsBy(rows: readonly store.Siblings[], key: (name: string) => string): Map<string, Map<string, number>> {
  const by = new Map<string, Map<string, number>>()
  for (const { name, team, things } of rows) {
    const teams = by.get(key(name)) ?? new Map<string, number>()
    teams.set(team, (teams.get(team) ?? 0) + things)
    by.set(key(name), teams)
  }
  return by
}
