import sql from 'sql-template-tag'
import type { Db } from '../../database.ts'

/** Folds the deltas of the load into one row for each place, team and image that has more than one. */
export async function foldLoadCounts(tx: Db): Promise<void> {
  await tx.query(sql`
    WITH folded AS (
      DELETE FROM load_count WHERE (place_id, COALESCE(team_id, 0), COALESCE(image_id, 0)) IN (
        SELECT place_id, COALESCE(team_id, 0), COALESCE(image_id, 0) FROM load_count GROUP BY 1, 2, 3 HAVING count(*) > 1)
      RETURNING place_id, team_id, image_id, issues, weight
    )
    INSERT INTO load_count (place_id, team_id, image_id, issues, weight)
    SELECT place_id, team_id, image_id, sum(issues), sum(weight) FROM folded GROUP BY 1, 2, 3
    HAVING sum(issues) <> 0 OR sum(weight) <> 0`)
}
