import sql, { type Sql } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'

/** Teams that wait for a base image to be mended by its owner; null is any team. */
export type WaitingTeams = readonly number[] | null

/** What issue_waiting_idx holds. */
const OF_BASE = sql`i.owner_by = 'base-image' AND i.status <> 'closed'`

/** Places where workloads of these teams run images whose base has issues of another team. */
export async function waitingPlaces(db: Db, teamIds: WaitingTeams, limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    SELECT DISTINCT p.place_id AS id FROM workload w JOIN place_workload p ON p.workload_id = w.id
    WHERE ${teamIds === null ? sql`w.team_id IS NOT NULL` : sql`w.team_id = ANY(${teamIds}::integer[])`}
      AND EXISTS (SELECT FROM issue i WHERE i.place_id = p.place_id AND ${OF_BASE})
    LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}

/** That an `issue i` of those places waits: it is the base image's, and the team that runs it is another. */
export function waits(teamIds: WaitingTeams): Sql {
  const isOthers =
    teamIds === null
      ? sql`EXISTS (SELECT FROM place_workload p JOIN workload w ON w.id = p.workload_id
          WHERE p.place_id = i.place_id AND w.team_id <> i.team_id)`
      : sql`i.team_id <> ALL(${teamIds}::integer[])`
  return sql`${OF_BASE} AND ${isOthers}`
}

/** The teams that run what an issue of a base image is in, and wait for its owner. */
export function teamsWaitingFor(db: Db, issueId: number): Promise<TeamRef[]> {
  return db.query(sql`
    SELECT DISTINCT t.id, t.slug, t.name FROM issue i
    JOIN place_workload p ON p.place_id = i.place_id JOIN workload w ON w.id = p.workload_id
    JOIN team t ON t.id = w.team_id AND t.id <> i.team_id
    WHERE i.id = ${issueId} AND ${OF_BASE} ORDER BY t.name, t.id`)
}
