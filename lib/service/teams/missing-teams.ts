import { err } from '../../domain/result.ts'
import type { Db } from '../../store/database.ts'
import { existingTeamIds } from '../../store/teams/existing-ids.ts'

/** Null when all of these teams exist, else the failure to return. */
export async function missingTeams(db: Db, ids: number[]) {
  if (ids.length === 0) return null
  const existing = new Set(await existingTeamIds(db, ids))
  const missing = ids.filter((id) => !existing.has(id))
  return missing.length === 0 ? null : err('invalid', `There is no team with id ${missing.join(', ')}.`)
}
