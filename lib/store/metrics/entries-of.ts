import sql from 'sql-template-tag'
import type { LogEntry } from '../../domain/metrics/fact.ts'
import type { Db } from '../database.ts'

/** All entries of the log about some issues, each issue's in their order. */
export function entriesOf(tx: Db, issueIds: readonly number[]): Promise<(LogEntry & { issueId: number })[]> {
  return tx.query(sql`
    SELECT issue_id AS "issueId", at, event, episode, COALESCE(kind, '') AS kind, risk, status, stage, opened_at AS "openedAt", due_at AS "dueAt",
      close_reason AS "closeReason", fix_built_at AS "fixBuiltAt", rolled_out_at AS "rolledOutAt",
      team_id AS "teamId", environment, cluster_ids AS "clusterIds", COALESCE(severity, 0) AS severity
    FROM state_log WHERE issue_id = ANY(${issueIds}::bigint[]) ORDER BY issue_id, id`)
}
