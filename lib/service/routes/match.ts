import { isFollowUp, type NoticeEvent } from '../../domain/notice.ts'
import { pendingItems } from '../../domain/route-match.ts'
import { providerNamed } from '../../notify/registry.ts'
import { database } from '../../store/database.ts'
import { addItems } from '../../store/outbox/add-items.ts'
import { closeThings } from '../../store/outbox/close-things.ts'
import { silentSourceIssues } from '../../store/outbox/silent-sources.ts'
import { toldBefore } from '../../store/outbox/told.ts'
import { enabledRules } from '../../store/routes/rules.ts'
import { advanceReader, endOfStateLog, readStateLog } from '../../store/state-log/read-after.ts'

const CONSUMER = 'routes'
const AT_ONCE = 5_000

/** Whether a kind of channel keeps something over there for a thing here: a ticket or an alert. */
export function keepsThings(provider: string): boolean {
  const manner = providerNamed(provider)?.manner
  return manner === 'ticket' || manner === 'alert'
}

/**
 * Reads on in the state log and keeps what routes are to tell. The reader moves on in the same transaction, so that nothing is lost and
 * nothing is kept twice, whenever the worker dies. True when there may be more.
 */
export async function matchRoutes(now = new Date()): Promise<boolean> {
  const end = await endOfStateLog(database())
  return database().transaction(async (tx) => {
    const entries = await readStateLog(tx, CONSUMER, end, AT_ONCE)
    const last = entries.at(-1)
    if (!last) return false
    const rules = await enabledRules(tx)
    const silent = rules.length === 0 ? new Set<number>() : await silentSourceIssues(tx, entries)
    const keeping = new Set(rules.filter(({ provider }) => keepsThings(provider)).map(({ id }) => id))
    const items = pendingItems(rules, entries, silent, now)
    const of = (event: NoticeEvent) => items.filter(({ events }) => events[0] === event)
    await closeThings(tx, of('closed'), (id) => keeping.has(id))
    const progress = of('progress').filter(({ routeId }) => keeping.has(routeId))
    const other = items.filter(({ events }) => !events.some(isFollowUp))
    await addItems(tx, [...other, ...(await toldBefore(tx, progress))])
    await advanceReader(tx, CONSUMER, last.id)
    return entries.length === AT_ONCE
  })
}
