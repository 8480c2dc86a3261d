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
  const [fix] = await tx.query<StoredFix>(
    sql`SELECT ${FIX_COLUMNS}, f.content FROM fix f WHERE f.id = ${id} FOR NO KEY UPDATE OF f`,
  )
  return fix ?? null
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
export async function saveFix(tx: Db, fix: CountedFix): Promise<void> {
  const {
    id,
    title,
    effort,
    status,
    fixedIssues,
    workloads,
    subjects,
    built,
    rolledOut,
    verified,
    builtAt,
    rolledOutAt,
    endedAt,
  } = fix
  const content = JSON.stringify(fix.content)
  await tx.query(sql`
    UPDATE fix SET title = ${title}, content = ${content}::jsonb, effort = ${effort}, status = ${status}, fixed_issues = ${fixedIssues}, workloads = ${workloads},
      subjects = ${subjects}, built = ${built}, rolled_out = ${rolledOut}, verified = ${verified}, built_at = ${builtAt},
      rolled_out_at = ${rolledOutAt}, ended_at = ${endedAt}
    WHERE id = ${id} AND (title, content, effort, status, fixed_issues, workloads, subjects, built, rolled_out, verified, built_at, rolled_out_at, ended_at)
      IS DISTINCT FROM (${title}, ${content}::jsonb, ${effort}, ${status}, ${fixedIssues}::integer, ${workloads}::integer, ${subjects}::integer, ${built}::integer,
        ${rolledOut}::integer, ${verified}::integer, ${builtAt}::timestamptz, ${rolledOutAt}::timestamptz, ${endedAt}::timestamptz)`)
}

/** Whether a person said or sent anything of it: then it is kept when its issues went another way. */
export async function isRemembered(tx: Db, id: number): Promise<boolean> {
  const [row] = await tx.query<{ remembered: boolean }>(sql`
    SELECT f.started_at IS NOT NULL OR EXISTS (SELECT FROM fix_ticket t WHERE t.fix_id = f.id)
      OR EXISTS (SELECT FROM route r JOIN route_thing t ON t.route_id = r.id AND t.thing = 'fix:' || f.id) AS remembered
    FROM fix f WHERE f.id = ${id}`)
  return row?.remembered ?? false
}

export async function deleteFix(tx: Db, id: number): Promise<void> {
  await tx.query(sql`DELETE FROM fix WHERE id = ${id}`)
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
