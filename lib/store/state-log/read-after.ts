import sql from 'sql-template-tag'
import type { Database, Db } from '../database.ts'

export interface LoggedState {
  id: number
  at: Date
  event: string
  issueId: number | null
  episode: number | null
  kind: string | null
  /** Rank. */
  severity: number | null
  risk: number | null
  status: string | null
  /** Of the episode: where it was seen first. */
  stage: string | null
  teamId: number | null
  environment: string | null
  clusterIds: number[]
  openedAt: Date | null
  dueAt: Date | null
  closeReason: string | null
  fixBuiltAt: Date | null
  rolledOutAt: Date | null
  data: Record<string, unknown>
}

/**
 * The id up to which the log is settled: every row up to it is committed, and none comes later. Writers hold the lock shared
 * from their first id to their commit, so having it whole for a moment means that none is under way.
 */
export function endOfStateLog(database: Database): Promise<number> {
  return database.transaction(async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(7404)`)
    const [row] = await tx.query<{ id: number }>(sql`SELECT COALESCE(max(id), 0) AS id FROM state_log`)
    return row!.id
  })
}

/**
 * What a reader has not read yet, oldest first, up to an end of `endOfStateLog`. The reader's place is locked until the
 * transaction ends, so that two workers do not read the same; `advanceReader` in the same transaction moves it on. A new
 * reader begins at the beginning.
 */
export async function readStateLog(tx: Db, consumer: string, end: number, limit: number): Promise<LoggedState[]> {
  await tx.query(sql`INSERT INTO state_log_reader (consumer, last_id) VALUES (${consumer}, 0) ON CONFLICT DO NOTHING`)
  const [reader] = await tx.query<{ lastId: number }>(
    sql`SELECT last_id AS "lastId" FROM state_log_reader WHERE consumer = ${consumer} FOR UPDATE`,
  )
  return tx.query(sql`
    SELECT id, at, event, issue_id AS "issueId", episode, kind, severity, risk, status, stage, team_id AS "teamId", environment,
      cluster_ids AS "clusterIds", opened_at AS "openedAt", due_at AS "dueAt", close_reason AS "closeReason",
      fix_built_at AS "fixBuiltAt", rolled_out_at AS "rolledOutAt", data
    FROM state_log WHERE id > ${reader!.lastId} AND id <= ${end} ORDER BY id LIMIT ${limit}`)
}

/** Moves a reader on, in the transaction that did what the rows ask for. */
export async function advanceReader(tx: Db, consumer: string, lastId: number): Promise<void> {
  await tx.query(sql`UPDATE state_log_reader SET last_id = ${lastId} WHERE consumer = ${consumer}`)
}
