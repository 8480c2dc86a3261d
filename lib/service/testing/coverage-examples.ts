import sql from 'sql-template-tag'
import type { Db } from '../../store/database.ts'

/** What the examples of coverage name. */
export async function seedCoverageExamples(tx: Db): Promise<void> {
  await tx.query(sql`
    INSERT INTO source_stream (id, kind, source, cluster_id, first_at, last_at, gaps_minutes, silent_at)
    VALUES (5, 'events', 'falco', 1, now() - interval '40 days', now() - interval '3 days', '{180,180,180,180}', now() - interval '2 days')`)
}
