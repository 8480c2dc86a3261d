import type { HistoryQuery, LoadHistory, LoadPage, LoadQuery } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { clusterIdOfName } from '../../store/clusters/id-of-name.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import type { Db } from '../../store/database.ts'
import { currentLines } from '../../store/load/lines.ts'
import { overNow } from '../../store/load/over.ts'
import { loadsBeforeSamples, type StoredSample, samplesOf } from '../../store/load/samples.ts'
import { listSubjects, type SubjectKey } from '../../store/load/subjects.ts'
import { readDatabase } from '../../store/read-database.ts'
import { readableWorkloads } from '../../store/workloads/readable.ts'
import { lineReading } from './line-reading.ts'

/** What carries a load, the most first; of the reader's own teams and nobody's, where the role is limited to them. */
export async function listLoads(actor: Actor, query: LoadQuery): Promise<Result<LoadPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = keyOf(query.cursor)
  if (!after.ok) return after
  const db = readDatabase()
  const clusterId = query.cluster === undefined ? null : ((await clusterIdOfName(db, query.cluster)) ?? 0)
  const readableTeamIds = teamLimit(actor, 'workload.read')
  const { kind, limit } = query
  const [found, lines, over] = await Promise.all([
    listSubjects(db, { kind, clusterId, readableTeamIds }, after.value, limit + 1),
    currentLines(db),
    overNow(db),
  ])
  const sinceOf = new Map(over.map((one) => [`${one.kind} ${one.subjectId} ${one.namespace}`, one.since]))
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return ok({
    rows: rows.map(({ subjectId, namespace, name, where, environment, teamId, weight, issues }) => {
      const loadLine = lineReading({ kind, environment, teamId }, weight, lines)
      const since = loadLine?.state === 'over' ? sinceOf.get(`${kind} ${subjectId} ${namespace}`) : undefined
      return {
        ...{ kind, id: subjectId, namespace, name, where, environment, issues, loadLine },
        load: loadOfWeight(weight),
        since: since?.toISOString() ?? null,
      }
    }),
    nextCursor: last ? encodeCursor([last.weight, last.subjectId, last.namespace]) : null,
  })
}

const DAY_MS = 86_400_000

/** How the loads of workloads, teams or clusters changed. What the reader may not see is left out. */
export async function loadHistory(
  actor: Actor,
  { kind, ids, days }: HistoryQuery,
  now = new Date(),
): Promise<Result<LoadHistory>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const db = readDatabase()
  const limit = teamLimit(actor, 'workload.read')
  const readable = await readableOf(db, kind, ids, limit)
  const from = new Date(now.getTime() - days * DAY_MS)
  const samples = Map.groupBy(await historyOf(db, kind, readable, from), ({ subjectId }) => subjectId)
  return ok({
    from: from.toISOString(),
    to: now.toISOString(),
    rows: readable.map((id) => ({
      id,
      samples: (samples.get(id) ?? []).map(({ at, weight }) => ({ at: at.toISOString(), load: loadOfWeight(weight) })),
    })),
  })
}

/** What was sampled, and before that what the log tells of teams and clusters, oldest first. */
async function historyOf(
  db: Db,
  kind: HistoryQuery['kind'],
  ids: readonly number[],
  from: Date,
): Promise<readonly StoredSample[]> {
  const samples = await samplesOf(db, kind, ids, from)
  return kind === 'workload' ? samples : [...(await loadsBeforeSamples(db, kind, ids, from)), ...samples]
}

/** Those of the ids that a reader of these teams may see; a cluster's load is everybody's to see. */
async function readableOf(
  db: Db,
  kind: HistoryQuery['kind'],
  ids: readonly number[],
  teamIds: readonly number[] | null,
): Promise<readonly number[]> {
  if (kind === 'workload') return readableWorkloads(db, ids, teamIds)
  return kind === 'team' && teamIds ? ids.filter((id) => teamIds.includes(id)) : ids
}

function keyOf(cursor: string | undefined): Result<SubjectKey | null> {
  if (cursor === undefined) return ok(null)
  const values = decodeCursor(cursor, ['number', 'number', 'string'])
  if (!values)
    return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
      location: 'query.cursor',
    })
  const [weight, subjectId, namespace] = values as [number, number, string]
  return ok({ weight, subjectId, namespace })
}
