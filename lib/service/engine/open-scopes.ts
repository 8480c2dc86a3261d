import type { ImageSubject, ScopeObservation, Stage } from '../../domain/observation.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import type { Db } from '../../store/database.ts'
import { ensureImage, ensureRepository, ensureVersion, imagesWithVersions } from '../../store/engine/assets.ts'
import { handMergedKeys } from '../../store/engine/hand-merges.ts'
import { resolveVersions } from '../../store/engine/resolve-versions.ts'
import { type ActiveSighting, activeSightings, touchScope } from '../../store/engine/scopes.ts'
import type { WaitingReport } from '../../store/inbox/lock-report.ts'
import { describeImage } from './describe-image.ts'
import { JoinedByHand } from './joined-by-hand.ts'
import { knowWorkload } from './know-workload.ts'
import { loadPlacements, type Placements } from './placements.ts'
import type { SeeingScope } from './see-findings.ts'
import type { Touched } from './settle.ts'

interface Subject {
  imageId: number | null
  workloadId: number | null
  repositoryId: number | null
  clusterId: number | null
  /** Of what a scope covers, in its key. */
  key: string
  imageVersionId: number | null
}

/** A scope of a report while its findings are read. Sightings go by the hash of their issue's key (latin1). */
export interface OpenScope extends SeeingScope {
  observed: ScopeObservation
  subjectIds: Pick<Subject, 'imageId' | 'workloadId' | 'repositoryId' | 'clusterId'>
  imageVersionId: number | null
  firstComplete: boolean
  /** A newer scan of it is known: this one changes nothing any more. */
  late: boolean
  /** Whether its image has other versions: what is seen in one bears on them. */
  otherVersions: boolean
  previous: Map<string, ActiveSighting>
  seen: Set<string>
  /** Whether it saw what it had not seen so before. */
  news: boolean
  /** Whether it saw issues that existed and that it had not seen so before. */
  knownSeen: boolean
  /** Whether it saw issues of its repository in more or fewer files than before: they may be another team's. */
  elsewhere: boolean
}

export interface OpenedScopes {
  scopes: OpenScope[]
  placements: Placements
  joined: JoinedByHand
}

/** Stores what a report says of its assets and opens its scopes, before the first finding is read. */
export async function openScopes(
  tx: Db,
  observed: readonly ScopeObservation[],
  report: Pick<WaitingReport, 'source' | 'options'> & { id: string | null },
  at: Date,
  touched: Touched,
): Promise<OpenedScopes> {
  const subjects: Subject[] = []
  for (const { subject } of observed) {
    if (subject.type === 'image') subjects.push(await imageOf(tx, subject, report.options.base, at))
    else if (subject.type === 'workload') {
      const cluster = subject.cluster ?? report.options.cluster ?? 'unknown'
      const { namespace, kind, name } = subject
      const workloadId = await knowWorkload(
        tx,
        await ensureCluster(tx, cluster),
        { cluster, namespace, kind, name },
        at,
      )
      const key = `cluster=${cluster}|workload=${namespace}/${kind}/${name}`
      subjects.push({ imageId: null, workloadId, repositoryId: null, clusterId: null, imageVersionId: null, key })
    } else if (subject.type === 'cluster') {
      const clusterId = await ensureCluster(tx, subject.name)
      const key = `cluster=${subject.name}|role=${subject.role}`
      subjects.push({ imageId: null, workloadId: null, repositoryId: null, clusterId, imageVersionId: null, key })
    } else {
      const repositoryId = await ensureRepository(tx, subject.name)
      const key = `repository=${subject.name}`
      subjects.push({ imageId: null, workloadId: null, repositoryId, clusterId: null, imageVersionId: null, key })
    }
  }
  const imageIds = [...new Set(subjects.flatMap(({ imageId }) => imageId ?? []))]
  const workloadIds = [...new Set(subjects.flatMap(({ workloadId }) => workloadId ?? []))]
  const resolved = imageIds.length > 0 ? await resolveVersions(tx, imageIds) : []
  if (resolved.length > 0) for (const id of imageIds) touched.images.add(id)
  const manyVersions = await imagesWithVersions(tx, imageIds)
  const repositoryIds = [...new Set(subjects.flatMap(({ repositoryId }) => repositoryId ?? []))]
  const placements = await loadPlacements(tx, imageIds, workloadIds, new Date(), repositoryIds)
  const scopes: OpenScope[] = []
  const { part: partOfAll } = report.options
  for (const [index, { imageId, workloadId, repositoryId, clusterId, imageVersionId, key }] of subjects.entries()) {
    const scope = observed[index]!
    // An image is scanned as a whole: what its newest version is free of was fixed in all of it.
    const parts = [imageId === null ? partOfAll : undefined, scope.part].flatMap((part) => (part ? `part=${part}` : []))
    const stage: Stage = workloadId === null && clusterId === null ? 'build' : 'runtime'
    const { id, firstComplete, late } = await touchScope(
      tx,
      {
        key: [report.source, scope.scan, key, ...parts].join('|'),
        source: report.source,
        scan: scope.scan,
        stage,
        imageVersionId,
        workloadId,
        repositoryId,
        clusterId,
      },
      report.id,
      at,
      scope.complete,
    )
    scopes.push({
      id,
      stage,
      versions: imageVersionId === null ? '' : String(imageVersionId),
      observed: scope,
      subjectIds: { imageId, workloadId, repositoryId, clusterId },
      imageVersionId,
      firstComplete,
      late,
      otherVersions: imageId !== null && manyVersions.has(imageId),
      previous: await activeSightings(tx, id),
      seen: new Set(),
      news: false,
      knownSeen: false,
      elsewhere: false,
    })
  }
  return { scopes, placements, joined: new JoinedByHand(await handMergedKeys(tx)) }
}

async function imageOf(tx: Db, subject: ImageSubject, base: string | undefined, at: Date): Promise<Subject> {
  const imageId = await ensureImage(tx, subject.repository)
  const tag = (subject.tags[0] ?? 'unknown').replace(/[^A-Za-z0-9._-]/g, '-')
  const digest = subject.digest ?? subject.imageId ?? `tag:${tag}`
  const imageVersionId = await ensureVersion(tx, imageId, digest, at)
  await describeImage(tx, imageId, { id: imageVersionId, digest }, subject, base, at)
  const key = `image=${subject.repository}|digest=${digest}`
  return { imageId, workloadId: null, repositoryId: null, clusterId: null, imageVersionId, key }
}
