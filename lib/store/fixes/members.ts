import sql from 'sql-template-tag'
import type { FixIdentity } from '../../domain/fix/identity.ts'
import type { FixKind } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'
import type { DueSubject } from './due.ts'
import { ofSubject } from './subject.ts'

export interface WantedFix {
  key: string
  kind: FixKind
  identity: FixIdentity
  /** When the first of its issues opened. */
  openedAt: Date
}

/** Ids of the going on rounds of these fixes, by key; those that are new, or were done before, begin. */
export async function ensureFixes(tx: Db, fixes: readonly WantedFix[]): Promise<Map<string, number>> {
  if (fixes.length === 0) return new Map()
  const of = <Key extends keyof WantedFix>(key: Key) => fixes.map((fix) => fix[key])
  const rows = await tx.query<{ id: number; key: string }>(sql`
    WITH wanted AS (
      SELECT w.*, decode(md5(w.key), 'hex') AS key_hash
      FROM unnest(${of('key')}::text[], ${of('kind')}::text[], ${of('identity').map((one) => JSON.stringify(one))}::jsonb[],
        ${of('openedAt')}::timestamptz[]) AS w (key, kind, identity, opened_at)
    ), begun AS (
      INSERT INTO fix (key, key_hash, round, kind, identity, opened_at)
      SELECT w.key, w.key_hash, 1 + COALESCE((SELECT max(round) FROM fix f WHERE f.key_hash = w.key_hash), 0), w.kind, w.identity, w.opened_at
      FROM wanted w WHERE NOT EXISTS (SELECT FROM fix f WHERE f.key_hash = w.key_hash AND f.ended_at IS NULL)
      RETURNING id, key
    )
    SELECT id, key FROM begun
    UNION ALL SELECT f.id, f.key FROM wanted w JOIN fix f ON f.key_hash = w.key_hash AND f.ended_at IS NULL`)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

export interface Member {
  issueId: number
  fixId: number
}

export interface StoredMember extends Member {
  status: string
  closeReason: string | null
  closedAt: Date | null
}

/** The issues of a subject that are in a fix and not known to be gone yet, with what became of them. */
export function membersOf(tx: Db, subject: DueSubject): Promise<StoredMember[]> {
  return tx.query(sql`
    SELECT m.issue_id AS "issueId", m.fix_id AS "fixId", i.status, i.close_reason AS "closeReason", i.closed_at AS "closedAt"
    FROM issue i JOIN fix_issue m ON m.issue_id = i.id AND m.fixed_at IS NULL WHERE ${ofSubject(subject)}`)
}

/** Fixes that a subject has or had issues in, and that go on: what happens in it may move them. */
export async function fixesOfSubject(tx: Db, subject: DueSubject): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT DISTINCT m.fix_id AS id FROM issue i JOIN fix_issue m ON m.issue_id = i.id JOIN fix f ON f.id = m.fix_id AND f.ended_at IS NULL
    WHERE ${ofSubject(subject)}`)
  return rows.map(({ id }) => id)
}

export async function takeOut(tx: Db, members: readonly Member[]): Promise<void> {
  if (members.length === 0) return
  await tx.query(sql`
    DELETE FROM fix_issue m USING unnest(${members.map(({ issueId }) => issueId)}::bigint[],
      ${members.map(({ fixId }) => fixId)}::bigint[]) AS t (issue_id, fix_id)
    WHERE m.issue_id = t.issue_id AND m.fix_id = t.fix_id AND m.fixed_at IS NULL`)
}

/** Notes that issues were found gone; they stay with the fix that they were in. */
export async function noteFixed(tx: Db, members: readonly (Member & { at: Date })[]): Promise<void> {
  if (members.length === 0) return
  await tx.query(sql`
    UPDATE fix_issue m SET fixed_at = t.at
    FROM unnest(${members.map(({ issueId }) => issueId)}::bigint[], ${members.map(({ fixId }) => fixId)}::bigint[],
      ${members.map(({ at }) => at)}::timestamptz[]) AS t (issue_id, fix_id, at)
    WHERE m.issue_id = t.issue_id AND m.fix_id = t.fix_id AND m.fixed_at IS NULL`)
}

/** Puts open issues into fixes; one that was found gone in the same round and is back is open there again. */
export async function putIn(
  tx: Db,
  members: readonly (Member & { risk: number; teamId: number | null })[],
): Promise<void> {
  if (members.length === 0) return
  const of = <Key extends keyof (typeof members)[number]>(key: Key) => members.map((member) => member[key])
  await tx.query(sql`
    INSERT INTO fix_issue (issue_id, fix_id, risk, team_id)
    SELECT t.issue_id, t.fix_id, t.risk, t.team_id FROM unnest(${of('issueId')}::bigint[], ${of('fixId')}::bigint[], ${of('risk')}::smallint[],
      ${of('teamId')}::integer[]) AS t (issue_id, fix_id, risk, team_id) JOIN issue i ON i.id = t.issue_id
    ON CONFLICT (issue_id, fix_id) DO UPDATE SET risk = EXCLUDED.risk, team_id = EXCLUDED.team_id, fixed_at = NULL`)
}
