import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/**
 * Folds the count deltas into one row a cell, where there is more than one; new rows come and old ones go, so that a
 * cache by id stays right.
 */
export async function foldIssueCounts(tx: Db): Promise<void> {
  await tx.query(sql`
    WITH folded AS (
      DELETE FROM issue_count WHERE cell IN (SELECT cell FROM issue_count GROUP BY cell HAVING count(*) > 1)
      RETURNING cell, issues
    )
    INSERT INTO issue_count (cell, issues) SELECT cell, sum(issues) FROM folded GROUP BY cell HAVING sum(issues) <> 0`)
}
