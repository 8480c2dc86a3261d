import type { ReportListQuery, ReportPage } from '../../contract/reports.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/reports/list.ts'
import { isUuid, keyOfCursor, pageOfFound } from '../list-page.ts'
import { reportRow } from './report-row.ts'

/** The last moment that a date can be. */
const LAST_MS = 8.64e15

/** One page of the reports that came in, newest first. */
export async function listReports(actor: Actor, query: ReportListQuery): Promise<Result<ReportPage>> {
  const refused = refusal(actor, 'report.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['number', 'string'], (at, id) =>
    Math.abs(at) <= LAST_MS && isUuid(id) ? { receivedAt: new Date(at), id } : null,
  )
  if (!after.ok) return after
  const { status, source, previews, since, limit } = query
  const found = await store.listReports(database(), {
    status,
    source,
    previews,
    since,
    teamIds: teamLimit(actor, 'report.read'),
    after: after.value,
    limit,
  })
  const { rows, nextCursor } = pageOfFound(found, limit, ({ receivedAt, id }) => [receivedAt.getTime(), id])
  return ok({ rows: rows.map(reportRow), nextCursor })
}
