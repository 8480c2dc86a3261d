import { MAX_NAMED_CHANGES, type ReportChanges } from '../../contract/report-summary.ts'
import type { Db } from '../../store/database.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { worstOf } from '../../store/issues/worst-of.ts'
import { issueRow } from '../issues/row.ts'

/** Ids of the issues that a report changed. */
export interface ChangedIds {
  opened: number[]
  reopened: number[]
  closed: number[]
}

/** The most severe of each, as many as are named. */
export async function namedOf(tx: Db, { opened, reopened, closed }: ChangedIds): Promise<ChangedIds> {
  return {
    opened: await worstOf(tx, opened, MAX_NAMED_CHANGES),
    reopened: await worstOf(tx, reopened, MAX_NAMED_CHANGES),
    closed: await worstOf(tx, closed, MAX_NAMED_CHANGES),
  }
}

/** What is said of these issues. */
export async function changesOf(db: Db, { opened, reopened, closed }: ChangedIds): Promise<ReportChanges> {
  const now = new Date()
  const rows = await issueRows(db, [...opened, ...reopened, ...closed])
  const byId = new Map(
    rows.map((row) => {
      const { id, title, severity, where } = issueRow(row, now)
      return [id, { id, title, severity, where }] as const
    }),
  )
  const told = (ids: readonly number[]) => ids.flatMap((id) => byId.get(id) ?? [])
  return { opened: told(opened), reopened: told(reopened), closed: told(closed) }
}

/** As a preview tells it: an issue that it would open has no number yet. */
export async function previewedChanges(tx: Db, changed: ChangedIds): Promise<ReportChanges> {
  const changes = await changesOf(tx, await namedOf(tx, changed))
  return { ...changes, opened: changes.opened.map((issue) => ({ ...issue, id: null })) }
}
