import sql from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'

/** The teams with these ids. */
export function teamNames(db: Db, ids: readonly number[]): Promise<TeamRef[]> {
  return db.query<TeamRef>(sql`SELECT id, slug, name FROM team WHERE id = ANY (${ids}::integer[])`)
}
