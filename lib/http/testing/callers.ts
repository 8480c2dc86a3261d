import type { Operation } from '../../contract/operation.ts'
import type { Caller } from '../../service/testing/world.ts'

/** Operations whose example somebody else sends than an administrator or a token for reports. */
const CALLERS: Record<string, Caller> = { ingestEvents: 'events', getIngestedEvent: 'events' }

/** Who sends an operation's example, and its failures where nothing else is said. */
export function usualCaller(operation: Operation): Caller {
  if (operation.auth === 'public') return 'nobody'
  return CALLERS[operation.id] ?? (operation.auth === 'token' ? 'reports' : 'admin')
}
