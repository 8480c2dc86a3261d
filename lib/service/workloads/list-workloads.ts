import type { WorkloadListQuery, WorkloadPage } from '../../contract/workloads.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { readDatabase } from '../../store/read-database.ts'
import * as store from '../../store/workloads/list.ts'
import { pageOfFound } from '../list-page.ts'
import { cursorValuesOf, workloadFilter, workloadKeyOf } from './filter.ts'
import { workloadRows } from './row.ts'

/** What runs, by namespace and name; the reader's own teams' and nobody's, where the role is limited to them. */
export async function listWorkloads(actor: Actor, query: WorkloadListQuery): Promise<Result<WorkloadPage>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const after = workloadKeyOf(query.cursor)
  if (!after.ok) return after
  const db = readDatabase()
  const filter = { ...(await workloadFilter(db, actor, query)), gone: query.gone }
  const found = await store.listWorkloads(db, filter, after.value, query.limit + 1)
  const { rows, nextCursor } = pageOfFound(found, query.limit, cursorValuesOf)
  return ok({ rows: await workloadRows(db, rows), nextCursor })
}
