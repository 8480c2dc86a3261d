import sql from 'sql-template-tag'
import type { Db } from '../../store/database.ts'

/** What the examples of coverage and load name. */
export async function seedCoverageExamples(tx: Db): Promise<void> {
  await tx.query(sql`
    INSERT INTO source_stream (id, kind, source, cluster_id, first_at, last_at, gaps_minutes, silent_at)
    VALUES (5, 'events', 'falco', 1, now() - interval '40 days', now() - interval '3 days', '{180,180,180,180}', now() - interval '2 days')`)
  await tx.query(sql`
    INSERT INTO load_line (id, kind, environment, weight, reason) VALUES (4, 'workload', 'production', 12000, 'What three of four carry today.')`)
  await tx.query(sql`SELECT setval(pg_get_serial_sequence('load_line', 'id'), 19)`)
}
