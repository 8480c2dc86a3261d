import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

export interface NamedThing {
  dimension: 'team' | 'cluster'
  id: number
  slug: string
  name: string
  /** It was deleted since. */
  gone: boolean
}

/** What teams and clusters are called, those that were deleted too. */
export function namesOfAll(db: Db): Promise<NamedThing[]> {
  return db.query(sql`
    SELECT n.dimension, n.id, n.slug, n.name, CASE n.dimension WHEN 'team' THEN t.id IS NULL ELSE c.id IS NULL END AS gone
    FROM metric_name n
    LEFT JOIN team t ON n.dimension = 'team' AND t.id = n.id
    LEFT JOIN cluster c ON n.dimension = 'cluster' AND c.id = n.id`)
}
