import type { EventStatus } from '../../contract/ingest.ts'
import type { TokenActor } from '../../domain/actor.ts'
import { ingestRefusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/inbox/event-status.ts'
import { eventIdTime } from './event-id.ts'

/** What became of an event, for a token that may deliver events for its cluster. */
export async function eventStatus(actor: TokenActor, id: string): Promise<Result<EventStatus>> {
  const row = await store.eventStatus(database(), id, eventIdTime(id))
  const refused = ingestRefusal(actor, 'events', row?.clusterId ?? actor.clusterId)
  if (refused) return refused
  if (!row) return err('not-found', 'There is no such event, or it is older than events are kept.')
  const { status, receivedAt, problem } = row
  return ok({ id, status, receivedAt: receivedAt.toISOString(), problem })
}
