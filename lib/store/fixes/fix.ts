import sql from 'sql-template-tag'
import type { FixIdentity } from '../../domain/fix/identity.ts'
import type { FixEntryType } from '../../domain/fix/progress-words.ts'
import type { FixText } from '../../domain/fix/text.ts'
import type { Effort, FixKind, FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'

export interface StoredFix {
  id: number
  key: string
  round: number
  kind: FixKind
  identity: FixIdentity
  title: string
  content: FixText
  effort: Effort
  status: FixStatus
  fixedIssues: number
  /** The most in which its issues were at a time. */
  workloads: number
  subjects: number
  built: number
  rolledOut: number
  verified: number
  openedAt: Date
  startedAt: Date | null
  startedBy: { id: string; name: string } | null
  builtAt: Date | null
  rolledOutAt: Date | null
  endedAt: Date | null
}

export const FIX_COLUMNS = sql`
  f.id, f.key, f.round, f.kind, f.identity, f.title, f.effort, f.status, f.fixed_issues AS "fixedIssues", f.workloads, f.subjects, f.built,
  f.rolled_out AS "rolledOut", f.verified, f.opened_at AS "openedAt", f.started_at AS "startedAt", f.built_at AS "builtAt",
  f.rolled_out_at AS "rolledOutAt", f.ended_at AS "endedAt",
  (SELECT json_build_object('id', u.id, 'name', u.name) FROM "user" u WHERE u.id = f.started_by) AS "startedBy"`

export async function fixById(db: Db, id: number): Promise<StoredFix | null> {
  const [fix] = await db.query<StoredFix>(sql`SELECT ${FIX_COLUMNS}, f.content FROM fix f WHERE f.id = ${id}`)
  return fix ?? null
}

/** The same, held until the end of the transaction. */
export async function lockFix(tx: Db, id: number): Promise<StoredFix | null> {
  const [fix] = await lockFixes(tx, [id])
  return fix ?? null
}

/** Several, held in the order of their ids. */
export function lockFixes(tx: Db, ids: readonly number[]): Promise<StoredFix[]> {
  return tx.query(
    sql`SELECT ${FIX_COLUMNS}, f.content FROM fix f WHERE f.id = ANY(${ids}::bigint[]) ORDER BY f.id FOR NO KEY UPDATE OF f`,
  )
}

export type CountedFix = Pick<
  StoredFix,
  | 'id'
  | 'title'
  | 'content'
  | 'effort'
  | 'status'
  | 'fixedIssues'
  | 'workloads'
  | 'subjects'
  | 'built'
  | 'rolledOut'
  | 'verified'
  | 'builtAt'
  | 'rolledOutAt'
  | 'endedAt'
>

/** Writes what differs. */
export async function saveFixes(tx: Db, fixes: readonly CountedFix[]): Promise<void> {
  const of = <Key extends keyof CountedFix>(key: Key) => fixes.map((fix) => fix[key])
  await tx.query(sql`
    UPDATE fix f SET title = t.title, content = t.content, effort = t.effort, status = t.status, fixed_issues = t.fixed_issues,
      workloads = t.workloads, subjects = t.subjects, built = t.built, rolled_out = t.rolled_out, verified = t.verified,
      built_at = t.built_at, rolled_out_at = t.rolled_out_at, ended_at = t.ended_at
    FROM unnest(${of('id')}::bigint[], ${of('title')}::text[], ${of('content').map((content) => JSON.stringify(content))}::jsonb[],
      ${of('effort')}::text[], ${of('status')}::text[], ${of('fixedIssues')}::integer[], ${of('workloads')}::integer[],
      ${of('subjects')}::integer[], ${of('built')}::integer[], ${of('rolledOut')}::integer[], ${of('verified')}::integer[],
      ${of('builtAt')}::timestamptz[], ${of('rolledOutAt')}::timestamptz[], ${of('endedAt')}::timestamptz[])
      AS t (id, title, content, effort, status, fixed_issues, workloads, subjects, built, rolled_out, verified, built_at, rolled_out_at, ended_at)
    WHERE f.id = t.id AND (f.title, f.content, f.effort, f.status, f.fixed_issues, f.workloads, f.subjects, f.built, f.rolled_out, f.verified,
        f.built_at, f.rolled_out_at, f.ended_at)
      IS DISTINCT FROM (t.title, t.content, t.effort, t.status, t.fixed_issues, t.workloads, t.subjects, t.built, t.rolled_out, t.verified,
        t.built_at, t.rolled_out_at, t.ended_at)`)
}

/** Those of which a person said or sent anything: they are kept when their issues went another way. */
export async function rememberedFixes(tx: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.query<{ id: number }>(sql`
    SELECT f.id FROM fix f WHERE f.id = ANY(${ids}::bigint[]) AND (f.started_at IS NOT NULL
      OR EXISTS (SELECT FROM fix_ticket t WHERE t.fix_id = f.id)
      OR EXISTS (SELECT FROM route r JOIN route_thing t ON t.route_id = r.id AND t.thing = 'fix:' || f.id))`)
  return new Set(rows.map(({ id }) => id))
}

export async function deleteFixes(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.query(sql`DELETE FROM fix WHERE id = ANY(${ids}::bigint[])`)
}

export async function addEntry(
  tx: Db,
  entry: { fixId: number; at: Date; type: FixEntryType; userId: string | null; data?: Record<string, unknown> },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO fix_entry (fix_id, at, type, user_id, data)
    VALUES (${entry.fixId}, ${entry.at}, ${entry.type}, ${entry.userId}, ${JSON.stringify(entry.data ?? {})}::jsonb)`)
}

export async function setStarted(tx: Db, id: number, at: Date | null, userId: string | null): Promise<void> {
  await tx.query(sql`UPDATE fix SET started_at = ${at}, started_by = ${userId} WHERE id = ${id}`)
}

/** Whether it was not linked before. */
export async function linkTicket(tx: Db, id: number, url: string, userId: string | null): Promise<boolean> {
  const rows = await tx.query(sql`
    INSERT INTO fix_ticket (fix_id, url, created_by) VALUES (${id}, ${url}, ${userId}) ON CONFLICT (fix_id, url) DO NOTHING RETURNING id`)
  return rows.length > 0
}

export async function unlinkTicket(tx: Db, id: number, url: string): Promise<boolean> {
  const rows = await tx.query(sql`DELETE FROM fix_ticket WHERE fix_id = ${id} AND url = ${url} RETURNING id`)
  return rows.length > 0
}
