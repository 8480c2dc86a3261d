import type { OwnershipPreview } from '../../contract/ownership.ts'
import type { Actor } from '../../domain/actor.ts'
import { matchesGlob } from '../../domain/glob.ts'
import type { Ownership } from '../../domain/ownership.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type Db, database } from '../../store/database.ts'
import { issueGroups, issuesByHand, ownedThings, packageUrls } from '../../store/ownership/preview-groups.ts'
import { ownershipClusters, ownershipWorkloads } from '../../store/ownership/subjects.ts'
import { teamNamesOf } from '../../store/ownership/team-names.ts'
import { listTeams } from '../../store/teams/list.ts'
import { NO_SUBJECT, type OwnershipBook, ownershipBook } from './ownership-book.ts'
import { Moves } from './preview-moves.ts'
import { editProblem, type OwnershipEdit } from './rules.ts'

/**
 * What would go from which team to which under these rules, compared with the teams as they are stored. Works by subjects and
 * by groups of issues that every rule treats alike, never issue by issue: a million issues take about a second,
 * and the files of those in source repositories some twenty microseconds each.
 */
export async function previewOwnership(actor: Actor, edit: OwnershipEdit): Promise<Result<OwnershipPreview>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  const db = database()
  const teams = await teamNamesOf(db)
  const problem = editProblem(edit, teams)
  if (problem) return err('invalid', problem)
  const names = { ...teams, aliases: new Map(edit.aliases.map(({ handle, team }) => [handle, team])) }
  const workloads = await ownershipWorkloads(db, null, [])
  const everything = { imageIds: null, workloadIds: null, repositoryIds: null }
  const book = await ownershipBook(db, workloads, everything, { rules: edit.rules, teams: names })

  const things = await ownedThings(db)
  const groups = await issueGroups(db, {
    imageIds: book.imageIds.filter((id) => book.hasOwnedBase(id)),
    packageIds: await packagesOfRules(db, edit.rules),
  })
  const purls = await purlsOf(db, groups)
  const clusters = [...(await ownershipClusters(db))].map(([id, label]) => ({ type: 'cluster' as const, id, label }))
  const moves = new Moves(
    [...things, ...clusters],
    new Map((await listTeams(db)).map(({ id, slug, name }) => [id, { slug, name }])),
  )
  for (const { type, id, teamId } of things)
    moves.ofThing(type, teamId, book.ownerOf({ ...NO_SUBJECT, [`${type}Id`]: id }))
  let issues = 0
  const owners = new Map<string, Ownership>()
  for (const { issues: count, teamId, ...subject } of groups) {
    issues += count
    const purl = subject.packageId === null ? null : (purls.get(subject.packageId) ?? null)
    moves.ofIssues(subject, teamId, ownerOnce(owners, book, { ...subject, purl }), count)
  }
  const of = (type: string) => things.filter((thing) => thing.type === type).length
  return ok({
    moves: moves.inOrder(),
    byHand: await issuesByHand(db),
    looked: { issues, workloads: of('workload'), images: of('image'), repositories: of('repository') },
  })
}

/** Groups of different teams may ask the same question. */
function ownerOnce(
  owners: Map<string, Ownership>,
  book: OwnershipBook,
  subject: Parameters<OwnershipBook['ownerOf']>[0],
): Ownership {
  const { workloadId, imageId, repositoryId, clusterId, packageId, paths } = subject
  const key = [workloadId, imageId, repositoryId, clusterId, packageId, ...paths].join('\0')
  const owner = owners.get(key) ?? book.ownerOf(subject)
  owners.set(key, owner)
  return owner
}

async function packagesOfRules(db: Db, rules: OwnershipEdit['rules']): Promise<number[]> {
  const patterns = rules.flatMap(({ kind, pattern }) => (kind === 'component' ? [pattern] : []))
  if (patterns.length === 0) return []
  const packages = await packageUrls(db, null)
  return packages.filter(({ purl }) => patterns.some((pattern) => matchesGlob(pattern, purl))).map(({ id }) => id)
}

async function purlsOf(db: Db, groups: readonly { packageId: number | null }[]): Promise<Map<number, string>> {
  const ids = [...new Set(groups.flatMap(({ packageId }) => packageId ?? []))]
  return new Map((await packageUrls(db, ids)).map(({ id, purl }) => [id, purl]))
}
