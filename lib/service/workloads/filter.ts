import type { Actor } from '../../domain/actor.ts'
import { teamLimit } from '../../domain/permission.ts'
import type { Result } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import type { WorkloadFilter, WorkloadKey } from '../../store/workloads/page.ts'
import { keyOfCursor, wordsOf } from '../list-page.ts'
import { wantedTeams } from '../teams/wanted-teams.ts'

/** What a list of workloads is asked for, and what of it the actor may see. */
export async function workloadFilter(
  db: Db,
  actor: Actor,
  { q, team, cluster }: { q: string; team?: string | undefined; cluster?: string | undefined },
): Promise<WorkloadFilter> {
  return {
    words: wordsOf(q),
    teamIds: team === undefined ? null : await wantedTeams(db, actor, team),
    cluster: cluster ?? null,
    readableTeamIds: teamLimit(actor, 'workload.read'),
  }
}

export function workloadKeyOf(cursor: string | undefined): Result<WorkloadKey | null> {
  return keyOfCursor(cursor, ['string', 'string', 'number'], (namespace, name, id) => ({ namespace, name, id }))
}

/** The values of a cursor that goes on after a workload. */
export function cursorValuesOf({ namespace, name, id }: WorkloadKey): (string | number)[] {
  return [namespace, name, id]
}
