import type { LoadPage, LoadQuery } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { clusterIdOfName } from '../../store/clusters/id-of-name.ts'
import { currentLines } from '../../store/load/lines.ts'
import { overNow } from '../../store/load/over.ts'
import { listSubjects } from '../../store/load/subjects.ts'
import { readDatabase } from '../../store/read-database.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'
import { lineReading } from './line-reading.ts'

/** What carries a load, the most first; of the reader's own teams and nobody's, where the role is limited to them. */
export async function listLoads(actor: Actor, query: LoadQuery): Promise<Result<LoadPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['number', 'number', 'string'], (weight, subjectId, namespace) => ({
    ...{ weight, subjectId, namespace },
  }))
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
  const { rows, nextCursor } = pageOfFound(found, limit, (last) => [last.weight, last.subjectId, last.namespace])
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
    nextCursor,
  })
}
