import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** How many issues a team has, closed ones too; from the count cube, whose cells hold the team in bits 17 to 40. */
export async function issuesOfTeam(db: Db, teamId: number): Promise<number> {
  const [row] = await db.query<{ issues: number }>(
    sql`SELECT COALESCE(sum(issues), 0)::bigint AS issues FROM issue_count WHERE (cell >> 17) & 16777215 = ${teamId}::bigint`,
  )
  return row?.issues ?? 0
}
