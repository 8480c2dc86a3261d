import type { FeedName } from './observation.ts'

const DAY_MS = 86_400_000

/** A feed older than this is stale: CISA adds entries about weekly, EPSS is worked out anew every day. */
export const FRESH_DAYS: Readonly<Record<FeedName, number>> = { kev: 7, epss: 3 }

/** `unknown`: never loaded as a whole. */
export type FeedAge = 'fresh' | 'stale' | 'unknown'

export function feedAge(name: FeedName, releasedAt: Date | null, now: Date): FeedAge {
  if (releasedAt === null) return 'unknown'
  return now.getTime() - releasedAt.getTime() <= FRESH_DAYS[name] * DAY_MS ? 'fresh' : 'stale'
}

/** When a release came out; `exact` is false where only its day is known, and it could have come at any time of that day. */
export interface Release {
  at: Date
  exact: boolean
}

/** Whether a release that comes now is older than the one that is loaded, and must change nothing. */
export function isLateRelease({ at, exact }: Release, loadedAt: Date | null): boolean {
  if (loadedAt === null) return false
  if (exact) return at.getTime() < loadedAt.getTime()
  return at.getTime() < Math.floor(loadedAt.getTime() / DAY_MS) * DAY_MS
}
