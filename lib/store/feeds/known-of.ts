import sql from 'sql-template-tag'
import type { FeedFacts } from '../../domain/feed-news.ts'
import type { Db } from '../database.ts'

/** What the feeds say of these vulnerabilities, by name; those in neither are left out. */
export async function feedFactsOf(db: Db, names: readonly string[]): Promise<Map<string, FeedFacts>> {
  const rows = await db.query<FeedFacts & { name: string }>(sql`
    SELECT n.name, k.added_on AS "kevSince", p.probability AS epss
    FROM unnest(${names}::text[]) AS n (name)
    LEFT JOIN known_exploited k ON k.cve = n.name
    LEFT JOIN exploit_prediction p ON p.cve = n.name
    WHERE k.cve IS NOT NULL OR p.cve IS NOT NULL`)
  return new Map(rows.map(({ name, kevSince, epss }) => [name, { kevSince, epss }]))
}
