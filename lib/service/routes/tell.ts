import { composeMessages } from './compose.ts'
import { matchRoutes } from './match.ts'

/** One step from what happened to messages in the outbox; true when there may be more. */
export async function tellRoutes(): Promise<boolean> {
  const more = await matchRoutes()
  const made = await composeMessages()
  return more || made > 0
}
