import sql from 'sql-template-tag'
import { BULK_EXAMPLE } from '../../contract/bulk.ts'
import { issueExample } from '../../contract/issues.ts'
import type { Db } from '../../store/database.ts'

/** The bulk action that the examples name, with its one issue; nobody of the people who ask started it. */
export async function seedBulkExamples(tx: Db): Promise<void> {
  await tx.query(sql`
    INSERT INTO background_job (id, kind, data, status, total, done, started_at, finished_at)
    VALUES (${BULK_EXAMPLE}, 'bulk-action', '{"q": "is:open", "action": {"type": "acknowledge"}}', 'finished', 1, 1, now(), now())`)
  await tx.query(sql`
    INSERT INTO bulk_item (job_id, position, issue_id, version, outcome, undo, version_after)
    VALUES (${BULK_EXAMPLE}, 1, ${issueExample.id}, 1, 'done', '{"type": "unacknowledge"}', 2)`)
}
