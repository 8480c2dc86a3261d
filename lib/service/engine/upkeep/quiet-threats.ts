import { config } from '../../../config.ts'
import { database } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import { endQuietThreats } from '../../../store/engine/upkeep/end-quiet-threats.ts'
import { nothingTouched, settle } from '../settle.ts'

const SIGHTINGS_AT_ONCE = 500
const DAY_MS = 86_400_000

/** Threats that were not seen for the configured time close as quiet (DESIGN.md §7.3). */
export function closeQuietThreats(now = new Date()): Promise<'more' | 'idle'> {
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    const since = new Date(now.getTime() - config.quietDays * DAY_MS)
    const ended = await endQuietThreats(tx, since, now, SIGHTINGS_AT_ONCE)
    if (ended.length === 0) return 'idle'
    const touched = nothingTouched()
    for (const issueId of ended) touched.ended.add(issueId)
    await settle(tx, touched, now)
    return ended.length === SIGHTINGS_AT_ONCE ? 'more' : 'idle'
  })
}
