import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export const JOB_STATUSES = ['waiting', 'running', 'finished', 'failed', 'cancelled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

export interface StoredJob {
  id: number
  kind: string
  data: Record<string, unknown>
  status: JobStatus
  /** How much there is to do; null is not known yet. */
  total: number | null
  done: number
  failed: number
  /** Where the next step goes on; null before the first. */
  cursor: Record<string, unknown> | null
  problem: string | null
  createdBy: string | null
  /** Name of the person, null for the product itself. */
  createdByName: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

export async function insertJob(
  tx: Db,
  job: { kind: string; data: Record<string, unknown>; total: number | null; createdBy: string | null },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO background_job (kind, data, total, created_by)
    VALUES (${job.kind}, ${JSON.stringify(job.data)}::jsonb, ${job.total}, ${job.createdBy}) RETURNING id`)
  return row!.id
}

/** How much there is to do, where it is known only once the job has its id. */
export async function setJobTotal(tx: Db, id: number, total: number): Promise<void> {
  await tx.query(sql`UPDATE background_job SET total = ${total} WHERE id = ${id}`)
}

export async function jobOf(db: Db, id: number): Promise<StoredJob | null> {
  const [row] = await db.query<StoredJob>(sql`
    SELECT j.id, j.kind, j.data, j.status, j.total, j.done, j.failed, j.cursor, j.problem, j.created_by AS "createdBy",
      u.name AS "createdByName", j.created_at AS "createdAt", j.started_at AS "startedAt", j.finished_at AS "finishedAt"
    FROM background_job j LEFT JOIN "user" u ON u.id = j.created_by WHERE j.id = ${id}`)
  return row ?? null
}

/** The oldest job whose turn it is, locked; what somebody waits for comes before the long reassessing. One that another worker steps is passed over. */
export async function lockNextJob(tx: Db): Promise<StoredJob | null> {
  const [row] = await tx.query<{ id: number }>(sql`
    SELECT id FROM background_job WHERE status IN ('waiting', 'running') AND next_attempt_at <= now()
    ORDER BY kind = 'reassess', id LIMIT 1 FOR UPDATE SKIP LOCKED`)
  return row ? jobOf(tx, row.id) : null
}

export interface StepTaken {
  /** Of this step. */
  done: number
  failed: number
  cursor: Record<string, unknown>
  /** Where the step found out; left as it was otherwise. */
  total?: number
  finished: boolean
}

export async function saveStep(tx: Db, id: number, step: StepTaken): Promise<void> {
  await tx.query(sql`
    UPDATE background_job SET status = ${step.finished ? 'finished' : 'running'}, done = done + ${step.done},
      failed = failed + ${step.failed}, cursor = ${JSON.stringify(step.cursor)}::jsonb, attempts = 0, problem = NULL,
      total = COALESCE(${step.total ?? null}::bigint, total), started_at = COALESCE(started_at, now()),
      finished_at = CASE WHEN ${step.finished} THEN now() END
    WHERE id = ${id}`)
}

/** Notes that a step failed: it is tried again later, each time after twice as long, and given up after `attempts`. */
export async function noteFailedStep(db: Db, id: number, problem: string, attempts: number): Promise<void> {
  await db.query(sql`
    UPDATE background_job SET attempts = attempts + 1, problem = ${problem}, started_at = COALESCE(started_at, now()),
      next_attempt_at = now() + interval '1 second' * (2 ^ attempts),
      status = CASE WHEN attempts + 1 >= ${attempts} THEN 'failed' ELSE status END,
      finished_at = CASE WHEN attempts + 1 >= ${attempts} THEN now() END
    WHERE id = ${id} AND status IN ('waiting', 'running')`)
}

/** Stops a job before its next step; what its steps did stays. False when it has ended already. */
export async function cancelJob(tx: Db, id: number): Promise<boolean> {
  const rows = await tx.query(sql`
    UPDATE background_job SET status = 'cancelled', finished_at = now()
    WHERE id = ${id} AND status IN ('waiting', 'running') RETURNING id`)
  return rows.length > 0
}
