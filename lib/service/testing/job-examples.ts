import sql from 'sql-template-tag'
import { jobExample } from '../../contract/jobs.ts'
import type { Db } from '../../store/database.ts'

/** The job that the examples name; nobody of the people who ask started it. */
export async function seedJobExamples(tx: Db): Promise<void> {
  await tx.query(sql`
    INSERT INTO background_job (id, kind, status, total, done, started_at)
    VALUES (${jobExample.id}, 'reassess', 'running', 1240, 310, now())`)
  // Jobs that the calls start come after it.
  await tx.query(sql`SELECT setval(pg_get_serial_sequence('background_job', 'id'), 1000)`)
}
