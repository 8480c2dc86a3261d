import { importedOwners } from '../../domain/imported-owners.ts'
import { NO_FACTS, type Ownership, type OwnershipFacts, type OwnershipRule, ownerOf } from '../../domain/ownership.ts'
import { repositoryKey } from '../../domain/repository-name.ts'
import type { Db } from '../../store/database.ts'
import { basesOfImages, packageLayers, type VersionBase } from '../../store/ownership/bases.ts'
import { ownerFilesFor } from '../../store/ownership/owner-files.ts'
import { ownershipRules } from '../../store/ownership/rules.ts'
import {
  type OwnershipImage,
  type OwnershipWorkload,
  ownershipClusters,
  ownershipImages,
  ownershipImagesNamed,
  ownershipRepositories,
} from '../../store/ownership/subjects.ts'
import { type StoredTeamNames, teamNamesOf } from '../../store/ownership/team-names.ts'

const SOURCE = 'org.opencontainers.image.source'

/** What an issue, or a thing, is to ownership: where it is, in which package and file. */
export interface OwnershipSubject {
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
  packageId: number | null
  purl: string | null
  /** Files of its repository, in order. */
  paths: readonly string[]
}

/** A subject that is nowhere: to be spread under what is known of one. */
export const NO_SUBJECT: OwnershipSubject = {
  ...{ imageId: null, workloadId: null, repositoryId: null, clusterId: null },
  ...{ packageId: null, purl: null, paths: [] },
}

/** Everything that decides whose the things of some images, workloads and repositories are: read once, asked for each. */
export interface OwnershipBook {
  rules: readonly OwnershipRule[]
  teams: StoredTeamNames
  factsOf(subject: OwnershipSubject): OwnershipFacts
  ownerOf(subject: OwnershipSubject): Ownership
  /** Whose what sits in a layer is: of the base that holds it, else of the image. */
  ownerOfLayer(where: { imageId: number; versionId: number; position: number }): Ownership
  /** Whether a package of the image may have another owner than the image. */
  hasOwnedBase(imageId: number): boolean
  /** Notes a team that was made meanwhile. */
  addTeam(slug: string, id: number): void
  imageIds: readonly number[]
  repositories: ReadonlyMap<number, string>
}

/** What an administrator is about to save, in the place of what is stored. */
export interface OwnershipDraft {
  rules: readonly OwnershipRule[]
  teams: StoredTeamNames
}

/** Which things to read; null is all of them. */
export interface OwnershipReach {
  imageIds: readonly number[] | null
  /** Their repositories are read too. */
  workloadIds: readonly number[] | null
  repositoryIds: readonly number[] | null
}

/** The one place where the facts of ownership are gathered: the engine, the issue page and the preview all ask it. */
export async function ownershipBook(
  db: Db,
  workloads: readonly OwnershipWorkload[],
  { imageIds, workloadIds, repositoryIds }: OwnershipReach,
  draft: OwnershipDraft | null = null,
): Promise<OwnershipBook> {
  const { rules, teams } = draft ?? { rules: await ownershipRules(db), teams: await teamNamesOf(db) }
  const images = new Map((await ownershipImages(db, imageIds)).map((image) => [image.id, image]))
  const repositories = new Map(
    (await ownershipRepositories(db, repositoryIds, workloadIds ?? [])).map(({ id, name }) => [id, name]),
  )
  const clusters = await ownershipClusters(db)
  const bases = await basesOfImages(db, imageIds)
  const named = [...new Set(bases.map(({ repository }) => repository))]
  const baseImages = named.length === 0 ? [] : await ownershipImagesNamed(db, named)

  const sources = [...images.values(), ...baseImages].flatMap((image) => sourceOf(image) ?? [])
  const files = await ownerFilesFor(db, [...new Set([...repositories.values(), ...sources].map(repositoryKey))])
  const imported = importedOwners(files)

  const ofImage = (image: OwnershipImage): Pick<OwnershipFacts, 'imageRepository' | 'imageLabels' | 'claims'> => {
    const source = sourceOf(image)
    const claims = source === null ? [] : imported.ofRepository(source, [], 'oci-label')
    return { imageRepository: image.repository, imageLabels: image.labels, claims }
  }
  // A base image is its team's by what it is itself, never by who happens to run it.
  const baseTeams = new Map(
    baseImages.map((image) => [image.repository, ownerOf({ ...NO_FACTS, ...ofImage(image) }, rules, teams).team]),
  )
  const isOwned = (base: VersionBase) =>
    (baseTeams.get(base.repository) ?? null) !== null ||
    ownerOf({ ...NO_FACTS, bases: [{ repository: base.repository, team: null }] }, rules, teams).team !== null
  const owned = new Set(bases.filter(isOwned).map(({ versionId }) => versionId))
  const ofVersion = Map.groupBy(bases, ({ versionId }) => versionId)
  const layers = new Map<string, { versionId: number; layer: number }>()
  for (const { imageId, packageId, ...where } of owned.size === 0 ? [] : await packageLayers(db, [...owned]))
    layers.set(`${imageId} ${packageId}`, where)
  const withOwnedBase = new Set(bases.filter(({ versionId }) => owned.has(versionId)).map(({ imageId }) => imageId))

  const basesAt = (versionId: number, layer: number) =>
    (ofVersion.get(versionId) ?? [])
      .filter((base) => layer < base.layers)
      .toReversed()
      .map(({ repository }) => ({ repository, team: baseTeams.get(repository) ?? null }))
  const speaker = workloadFinder(workloads)
  const factsOf = (subject: OwnershipSubject): OwnershipFacts => {
    const workload = speaker(subject)
    // What a workload's own issue names beside the workload is not what it is about.
    const imageId = subject.workloadId === null ? subject.imageId : null
    const image = imageId === null ? undefined : images.get(imageId)
    const { claims, ...imageFacts } = image ? ofImage(image) : NO_FACTS
    const repository = subject.repositoryId === null ? null : (repositories.get(subject.repositoryId) ?? null)
    const where = layers.get(`${imageId} ${subject.packageId}`)
    return {
      hand: null,
      bases: where ? basesAt(where.versionId, where.layer) : [],
      purl: subject.purl,
      labels: workload?.labels ?? {},
      annotations: workload?.annotations ?? {},
      namespace: workload?.namespace ?? null,
      namespaceLabels: null,
      imageRepository: imageFacts.imageRepository,
      imageLabels: imageFacts.imageLabels,
      repository,
      paths: subject.paths,
      cluster: isOfCluster(subject) ? (clusters.get(subject.clusterId ?? 0) ?? null) : null,
      claims: [
        ...(workload ? imported.ofWorkload(workload) : []),
        ...claims,
        ...(repository === null ? [] : imported.ofRepository(repository, subject.paths)),
      ],
    }
  }
  return {
    rules,
    teams,
    factsOf,
    ownerOf: (subject) => ownerOf(factsOf(subject), rules, teams),
    ownerOfLayer: ({ imageId, versionId, position }) =>
      ownerOf({ ...factsOf({ ...NO_SUBJECT, imageId }), bases: basesAt(versionId, position) }, rules, teams),
    addTeam(slug, id) {
      teams.slugs.add(slug)
      teams.ids.set(slug, id)
    },
    hasOwnedBase: (imageId) => withOwnedBase.has(imageId),
    imageIds: [...images.keys()],
    repositories,
  }
}

/** Whether it is in nothing that is nearer than a cluster. */
function isOfCluster({ imageId, workloadId, repositoryId }: OwnershipSubject): boolean {
  return imageId === null && workloadId === null && repositoryId === null
}

function sourceOf({ labels }: OwnershipImage): string | null {
  return Object.hasOwn(labels, SOURCE) ? (labels[SOURCE] ?? null) : null
}

/** Of a workload's own issue that workload; of an image's the one that has run it longest. */
function workloadFinder(workloads: readonly OwnershipWorkload[]) {
  const byId = new Map(workloads.map((workload) => [workload.id, workload]))
  const byImage = new Map<number, OwnershipWorkload>()
  for (const workload of workloads) {
    for (const { imageId } of workload.containers) {
      if (imageId !== null && !byImage.has(imageId)) byImage.set(imageId, workload)
    }
  }
  return ({ workloadId, imageId }: OwnershipSubject) =>
    workloadId !== null ? byId.get(workloadId) : imageId === null ? undefined : byImage.get(imageId)
}
