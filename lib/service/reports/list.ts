import type { ReportListQuery, ReportPage } from '../../contract/reports.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { decodeCursor, encodeCursor } from '../../store/cursor.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/reports/list.ts'
import { reportRow } from './report-row.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One page of the reports that came in, newest first. */
export async function listReports(actor: Actor, query: ReportListQuery): Promise<Result<ReportPage>> {
  const refused = refusal(actor, 'report.read')
  if (refused) return refused
  const after = afterOf(query.cursor)
  if (after === undefined) return err('invalid', 'cursor is none that this list gave.', { location: 'query.cursor' })
  const { status, source, previews, since, limit } = query
  const found = await store.listReports(database(), {
    status,
    source,
    previews,
    since,
    teamIds: teamLimit(actor, 'report.read'),
    after,
    limit,
  })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return ok({ rows: rows.map(reportRow), nextCursor: last ? encodeCursor([last.receivedAt.getTime(), last.id]) : null })
}

/** Null without a cursor, undefined for one that is none. */
function afterOf(cursor: string | undefined): { receivedAt: Date; id: string } | null | undefined {
  if (cursor === undefined) return null
  const [at, id] = decodeCursor(cursor, ['number', 'string']) ?? []
  if (typeof at !== 'number' || Math.abs(at) > 8.64e15 || typeof id !== 'string' || !UUID.test(id)) return undefined
  return { receivedAt: new Date(at), id }
}
