import type { HistoryQuery, LoadHistory } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import { readableImages } from '../../store/images/readable.ts'
import { loadsBeforeSamples, type SampledSubject, type StoredSample, samplesOf } from '../../store/load/samples.ts'
import { readDatabase } from '../../store/read-database.ts'
import { readableWorkloads } from '../../store/workloads/readable.ts'

const DAY_MS = 86_400_000

/** How the loads of things of one kind changed. What the reader may not see is left out. */
export async function loadHistory(
  actor: Actor,
  { kind, ids, namespaces, days }: HistoryQuery,
  now = new Date(),
): Promise<Result<LoadHistory>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  if (namespaces.length !== (kind === 'namespace' ? ids.length : 0)) {
    const rule = kind === 'namespace' ? 'one for each id' : 'only with kind namespace'
    return err('invalid', `query.namespaces: ${rule}.`, { location: 'query.namespaces' })
  }
  const db = readDatabase()
  const asked = ids.map((id, at): SampledSubject => ({ id, namespace: namespaces[at] ?? '' }))
  const subjects = await readableOf(db, kind, asked, teamLimit(actor, 'workload.read'))
  const from = new Date(now.getTime() - days * DAY_MS)
  const samples = Map.groupBy(
    await historyOf(db, kind, subjects, from),
    (sample) => `${sample.subjectId} ${sample.namespace}`,
  )
  return ok({
    from: from.toISOString(),
    to: now.toISOString(),
    rows: subjects.map(({ id, namespace }) => ({
      ...{ id, namespace },
      samples: (samples.get(`${id} ${namespace}`) ?? []).map(({ at, weight }) => ({
        ...{ at: at.toISOString(), load: loadOfWeight(weight) },
      })),
    })),
  })
}

/** What was sampled, and before that what the log tells of teams and clusters, oldest first. */
async function historyOf(
  db: Db,
  kind: HistoryQuery['kind'],
  subjects: readonly SampledSubject[],
  from: Date,
): Promise<readonly StoredSample[]> {
  const samples = await samplesOf(db, kind, subjects, from)
  if (kind !== 'team' && kind !== 'cluster') return samples
  const ids = subjects.map(({ id }) => id)
  return [...(await loadsBeforeSamples(db, kind, ids, from)), ...samples]
}

/** Those that a reader of these teams may see; the load of a namespace or a cluster is everybody's to see. */
async function readableOf(
  db: Db,
  kind: HistoryQuery['kind'],
  subjects: readonly SampledSubject[],
  teamIds: readonly number[] | null,
): Promise<readonly SampledSubject[]> {
  if (teamIds === null || kind === 'namespace' || kind === 'cluster') return subjects
  const ids = subjects.map(({ id }) => id)
  const readable = new Set(
    kind === 'team'
      ? teamIds
      : kind === 'image'
        ? await readableImages(db, ids, teamIds)
        : await readableWorkloads(db, ids, teamIds),
  )
  return subjects.filter(({ id }) => readable.has(id))
}
