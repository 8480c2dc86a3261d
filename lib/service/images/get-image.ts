import type { ImageDetail } from '../../contract/image-detail.ts'
import type { Actor } from '../../domain/actor.ts'
import { emptyFilter, printIssueSearch } from '../../domain/issue-search.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { imageById } from '../../store/images/get.ts'
import { runsOfImage } from '../../store/images/runs.ts'
import { type StoredImageVersion, tagMovesOf, versionsOfImage } from '../../store/images/versions.ts'
import { carriedLoads } from '../load/carried.ts'
import { imageRows } from './row.ts'
import { versionDetail, versionView } from './version.ts'

const VERSIONS = 100
const RUNS = 200

/** One image, and what is known of one of its versions. */
export async function getImage(actor: Actor, id: number, versionId: number | null): Promise<Result<ImageDetail>> {
  const refused = refusal(actor, 'image.read')
  if (refused) return refused
  const db = database()
  const image = await imageById(db, id, teamLimit(actor, 'image.read'))
  if (!image) return err('not-found', 'There is no such image, or it belongs to another team.')
  const [[row], versions, tagMoves, runs] = await Promise.all([
    imageRows(db, [image]),
    versionsOfImage(db, id, { limit: VERSIONS, also: versionId }),
    tagMovesOf(db, id, VERSIONS),
    runsOfImage(db, id, teamLimit(actor, 'workload.read'), RUNS),
  ])
  const chosen = chosenOf(versions, versionId)
  if (!row || (versionId !== null && !chosen)) return err('not-found', 'This image has no such version.')
  const carried = await carriedLoads(
    db,
    actor,
    runs.map(({ workloadId }) => workloadId),
  )
  return ok({
    ...row,
    search: printIssueSearch({ ...emptyFilter(), is: ['open'], image: [image.repository] }),
    versionList: versions.map(versionView),
    tagMoves: tagMoves.map(({ tag, at, digest, fromDigest }) => ({ tag, at: at.toISOString(), digest, fromDigest })),
    runs: runs.map(({ workloadId, namespace, kind, name, cluster, digest, imageRef, startedAt }) => ({
      workload: { id: workloadId, namespace, kind, name },
      ...{ cluster, digest, imageRef },
      startedAt: startedAt?.toISOString() ?? null,
      carries: carried.get(workloadId) ?? null,
    })),
    version: chosen ? await versionDetail(db, actor, id, chosen) : null,
  })
}

/** The version that was asked for, else the newest that runs, else the newest. */
function chosenOf(versions: readonly StoredImageVersion[], versionId: number | null): StoredImageVersion | undefined {
  if (versionId !== null) return versions.find(({ id }) => id === versionId)
  return versions.find(({ workloads }) => workloads > 0) ?? versions[0]
}
