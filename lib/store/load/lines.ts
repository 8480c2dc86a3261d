import sql, { empty } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { LineScope, LoadLine } from '../../domain/load-line.ts'
import type { Db } from '../database.ts'

/** The lines in force. */
export function currentLines(db: Db): Promise<LoadLine[]> {
  return db.query(sql`
    SELECT id, kind, environment, team_id AS "teamId", weight FROM load_line WHERE superseded_at IS NULL AND weight IS NOT NULL`)
}

export interface StoredLine extends LineScope {
  id: number
  team: TeamRef | null
  /** Null: taken away. */
  weight: number | null
  reason: string
  setBy: string | null
  setAt: Date
  supersededAt: Date | null
}

const COLUMNS = sql`
  l.id, l.kind, l.environment, l.team_id AS "teamId",
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team, l.weight, l.reason,
  u.name AS "setBy", l.set_at AS "setAt", l.superseded_at AS "supersededAt"`
const JOINS = sql`FROM load_line l LEFT JOIN team t ON t.id = l.team_id LEFT JOIN "user" u ON u.id = l.set_by`

export function listLines(db: Db): Promise<StoredLine[]> {
  return db.query(sql`
    SELECT ${COLUMNS} ${JOINS} WHERE l.superseded_at IS NULL AND l.weight IS NOT NULL
    ORDER BY array_position(ARRAY['workload', 'namespace', 'image', 'team', 'cluster'], l.kind), l.environment NULLS FIRST, t.name NULLS FIRST`)
}

/** Every line that was ever set, and when one was taken away, newest first. */
export function lineHistory(
  db: Db,
  after: { setAt: string; id: number } | null,
  limit: number,
): Promise<(StoredLine & { key: string })[]> {
  return db.query(sql`
    SELECT ${COLUMNS}, to_char(l.set_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key ${JOINS}
    ${after ? sql`WHERE (l.set_at, l.id) < (${after.setAt}::timestamptz, ${after.id}::integer)` : empty}
    ORDER BY l.set_at DESC, l.id DESC LIMIT ${limit}`)
}

export async function lineById(db: Db, id: number): Promise<StoredLine | undefined> {
  const [row] = await db.query<StoredLine>(sql`SELECT ${COLUMNS} ${JOINS} WHERE l.id = ${id}`)
  return row
}

/** The line in force for exactly this scope, or what took it away; locked until the transaction ends. */
export async function lockLine(
  tx: Db,
  { kind, environment, teamId }: LineScope,
): Promise<{ id: number; weight: number | null } | null> {
  // Where there is none yet there is no row to lock.
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('load_line'))`)
  const [row] = await tx.query<{ id: number; weight: number | null }>(sql`
    SELECT id, weight FROM load_line WHERE superseded_at IS NULL AND kind = ${kind}
      AND environment IS NOT DISTINCT FROM ${environment} AND team_id IS NOT DISTINCT FROM ${teamId}`)
  return row ?? null
}

/** Sets a line in place of another; a null weight takes it away. Returns its id. */
export async function insertLine(
  tx: Db,
  { kind, environment, teamId }: LineScope,
  {
    weight,
    reason,
    setBy,
    supersedes,
  }: { weight: number | null; reason: string; setBy: string | null; supersedes: number | null },
): Promise<number> {
  await tx.query(sql`UPDATE load_line SET superseded_at = now() WHERE id = ${supersedes}`)
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO load_line (kind, environment, team_id, weight, reason, set_by)
    VALUES (${kind}, ${environment}, ${teamId}, ${weight}, ${reason}, ${setBy}) RETURNING id`)
  return row!.id
}
