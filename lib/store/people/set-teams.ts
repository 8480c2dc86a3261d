import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** Makes a person a member of exactly these teams. */
export async function setTeams(db: Db, userId: string, teamIds: number[]): Promise<void> {
  await db.query(sql`
    WITH gone AS (DELETE FROM team_member WHERE user_id = ${userId} AND team_id <> ALL (${teamIds}::integer[]))
    INSERT INTO team_member (team_id, user_id) SELECT unnest(${teamIds}::integer[]), ${userId} ON CONFLICT DO NOTHING`)
}

/** Gives a person these teams by their groups: those of former groups go, those that a person gave stay. */
export async function setGroupTeams(db: Db, userId: string, teamIds: readonly number[]): Promise<void> {
  await db.query(sql`
    WITH gone AS (DELETE FROM team_member WHERE user_id = ${userId} AND given_by = 'group' AND team_id <> ALL (${teamIds}::integer[]))
    INSERT INTO team_member (team_id, user_id, given_by) SELECT unnest(${teamIds}::integer[]), ${userId}, 'group'
    ON CONFLICT DO NOTHING`)
}
