import type { Actor } from '../../domain/actor.ts'
import { teamLimit } from '../../domain/permission.ts'
import { NO_TEAM } from '../../store/fixes/shares.ts'

/** The shares that a reader may see: their own teams' and what nobody owns; null is everybody's. */
export function readableShares(actor: Actor): number[] | null {
  const limit = teamLimit(actor, 'fix.read')
  return limit && [...limit, NO_TEAM]
}
