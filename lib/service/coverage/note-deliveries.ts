import type { TokenKind } from '../../domain/actor.ts'
import { afterDelivery, silentAt } from '../../domain/source-silence.ts'
import {
  clustersOfWorkloads,
  type HeardStream,
  type StreamSubject,
  streamsOf,
  subjectKey,
  writeStreams,
} from '../../store/coverage/note-deliveries.ts'
import type { Db } from '../../store/database.ts'

const EVERYTHING: StreamSubject = { imageId: null, repositoryId: null, clusterId: null }

/** Notes that a source delivered about these things at a time, so that it is missed when it does so no more. */
export async function noteDeliveries(
  tx: Db,
  kind: TokenKind,
  source: string,
  subjects: readonly StreamSubject[],
  at: Date,
): Promise<void> {
  if (subjects.length === 0) return
  const known = new Map((await streamsOf(tx, kind, source, subjects)).map((stream) => [subjectKey(stream), stream]))
  const heard = subjects.flatMap((subject): HeardStream[] => {
    const stream = known.get(subjectKey(subject)) ?? null
    if (stream && stream.lastAt >= at) return []
    const rhythm = afterDelivery(stream, at)
    const { imageId, repositoryId, clusterId } = subject
    const expectation = stream ?? { expectedMinutes: null, watched: true }
    const { lastAt, gapsMinutes } = rhythm
    return [{ imageId, repositoryId, clusterId, lastAt, gapsMinutes, silentAt: silentAt(rhythm, expectation) }]
  })
  if (heard.length === 0) return
  await writeStreams(tx, kind, source, heard)
}

/** Notes a report: about each thing that it covers, workloads by their cluster, and about everything together. */
export async function noteReport(
  tx: Db,
  source: string,
  scopes: readonly { subjectIds: StreamSubject & { workloadId: number | null } }[],
  at: Date,
): Promise<void> {
  if (scopes.length === 0) return
  const subjects = new Map([[subjectKey(EVERYTHING), EVERYTHING]])
  const add = (subject: StreamSubject) => subjects.set(subjectKey(subject), subject)
  for (const { subjectIds } of scopes) if (subjectIds.workloadId === null) add(subjectIds)
  const workloadIds = scopes.flatMap(({ subjectIds }) => subjectIds.workloadId ?? [])
  for (const clusterId of await clustersOfWorkloads(tx, workloadIds)) add({ ...EVERYTHING, clusterId })
  await noteDeliveries(tx, 'reports', source, [...subjects.values()], at)
}
