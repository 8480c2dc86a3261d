import sql, { raw } from 'sql-template-tag'
import { expect } from 'vitest'
import type { IssueStatus } from '../../../domain/lifecycle.ts'
import type { IssueKind, Stage } from '../../../domain/observation.ts'
import { database } from '../../../store/database.ts'
import { stagesOfMask } from '../../../store/issues/cell.ts'

export interface IssueState {
  id: number
  version: number
  key: string
  kind: IssueKind
  status: IssueStatus
  reason: string | null
  severity: number
  stages: Stage[]
  fixed: string
  running: boolean | null
  team: string | null
  assignee: string | null
  openedAt: Date
  closedAt: Date | null
  dueAt: Date | null
  workload: string | null
}

export async function issues(): Promise<IssueState[]> {
  const rows = await database().query<Omit<IssueState, 'stages'> & { mask: number }>(sql`
    SELECT i.id, i.version, i.key, i.kind, i.status, i.close_reason AS reason, i.severity, i.stages AS mask, i.fixed_version AS fixed,
      i.running, t.slug AS team, i.assignee_id AS assignee, i.opened_at AS "openedAt", i.closed_at AS "closedAt", i.due_at AS "dueAt",
      w.kind || '/' || w.name AS workload
    FROM issue i LEFT JOIN team t ON t.id = i.team_id LEFT JOIN workload w ON w.id = i.workload_id ORDER BY i.key`)
  return rows.map(({ mask, ...row }) => ({ ...row, stages: stagesOfMask(mask) }))
}

/** The one issue that there is. */
export async function theIssue(): Promise<IssueState> {
  const all = await issues()
  expect(all.map(({ key }) => key)).toHaveLength(1)
  return all[0]!
}

/** Episodes in the order of their issues' keys. */
export function episodes() {
  return database().query<{
    number: number
    openedAt: Date
    stage: Stage
    closedAt: Date | null
    reason: string | null
    fixBuiltAt: Date | null
    rolledOutAt: Date | null
  }>(sql`
    SELECT e.number, e.opened_at AS "openedAt", e.opened_stage AS stage, e.closed_at AS "closedAt", e.close_reason AS reason,
      e.fix_built_at AS "fixBuiltAt", e.rolled_out_at AS "rolledOutAt"
    FROM episode e JOIN issue i ON i.id = e.issue_id ORDER BY i.key, e.number`)
}

export function sightings() {
  return database().query<{
    source: string
    stage: Stage
    firstSeenAt: Date
    endedAt: Date | null
    end: string | null
  }>(sql`
    SELECT sc.source, sc.stage, s.first_seen_at AS "firstSeenAt", s.ended_at AS "endedAt", s.end_reason AS end
    FROM sighting s JOIN scope sc ON sc.id = s.scope_id ORDER BY sc.key, s.id`)
}

/** What ran where, and until when. */
export function spans() {
  return database().query<{
    image: string
    digest: string | null
    startedAt: Date
    endedAt: Date | null
    by: string | null
  }>(sql`
    SELECT d.image_ref AS image, v.digest, d.started_at AS "startedAt", d.ended_at AS "endedAt", d.ended_by AS by
    FROM deployment_span d LEFT JOIN image_version v ON v.id = d.image_version_id ORDER BY d.started_at, d.image_ref`)
}

/** Every row of every table, those aside that are named, with the transaction that wrote it last. */
export async function everyRow(aside: readonly string[] = []): Promise<Record<string, unknown[]>> {
  const tables = await database().query<{ name: string }>(sql`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND NOT relname = ANY(${aside}::text[]) ORDER BY relname`)
  const dump: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    dump[name] = await database().query(
      sql`SELECT xmin::text, to_jsonb(t) AS data FROM ${raw(`"${name}"`)} t ORDER BY to_jsonb(t)::text`,
    )
  }
  return dump
}
