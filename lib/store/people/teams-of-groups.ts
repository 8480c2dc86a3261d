import sql from 'sql-template-tag'
import type { Grants } from '../../domain/oidc-grants.ts'
import type { Db } from '../database.ts'

/** The teams that groups of the identity provider mean. */
export async function teamsOfGroups(db: Db, { groups, isSlug }: Pick<Grants, 'groups' | 'isSlug'>): Promise<number[]> {
  const slugs = isSlug ? groups.map((name) => name.toLowerCase()) : []
  const rows = await db.query<{ id: number }>(sql`
    SELECT team_id AS id FROM sign_in_group WHERE name = ANY(${groups}::text[])
    UNION SELECT id FROM team WHERE slug = ANY(${slugs}::text[])`)
  return rows.map(({ id }) => id)
}
