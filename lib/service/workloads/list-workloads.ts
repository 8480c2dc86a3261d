import type { WorkloadListQuery, WorkloadPage } from '../../contract/workloads.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { readDatabase } from '../../store/read-database.ts'
import * as store from '../../store/workloads/list.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'
import { workloadRows } from './row.ts'

/** What runs, by namespace and name; the reader's own teams' and nobody's, where the role is limited to them. */
export async function listWorkloads(actor: Actor, query: WorkloadListQuery): Promise<Result<WorkloadPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = pageKeyOf(query.cursor)
  if (!after.ok) return after
  const db = readDatabase()
  const filter: store.WorkloadFilter = {
    words: query.q.split(/\s+/).filter(Boolean).slice(0, 10),
    teamIds: query.team === undefined ? null : await wantedTeams(db, actor, query.team),
    cluster: query.cluster ?? null,
    gone: query.gone,
    readableTeamIds: teamLimit(actor, 'workload.read'),
  }
  const found = await store.listWorkloads(db, filter, after.value, query.limit + 1)
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  return ok({
    rows: await workloadRows(db, rows),
    nextCursor: last ? encodeCursor([last.namespace, last.name, last.id]) : null,
  })
}

function pageKeyOf(cursor: string | undefined): Result<{ namespace: string; name: string; id: number } | null> {
  if (cursor === undefined) return ok(null)
  const values = decodeCursor(cursor, ['string', 'string', 'number'])
  if (!values)
    return err('invalid', 'query.cursor: not a cursor of this list. Start again without one.', {
      location: 'query.cursor',
    })
  const [namespace, name, id] = values as [string, string, number]
  return ok({ namespace, name, id })
}
