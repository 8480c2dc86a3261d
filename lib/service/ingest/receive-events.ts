import { createHash } from 'node:crypto'
import { config } from '../../config.ts'
import type { EventQuery, ReceivedEvents } from '../../contract/ingest.ts'
import type { TokenActor } from '../../domain/actor.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type FalcoEvents, readFalcoEvents } from '../../formats/falco.ts'
import { DEFAULT_JSON_LIMITS } from '../../formats/json-limits.ts'
import { log } from '../../observe/log.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { database } from '../../store/database.ts'
import { claimIdempotencyKey } from '../../store/inbox/claim-idempotency-key.ts'
import type { NewEvent } from '../../store/inbox/insert-events.ts'
import { eventId, storageTime } from './event-id.ts'
import { tellOfEvents } from './event-signal.ts'
import { EventWriter, storeEvents, withEventDays } from './event-writer.ts'
import { formatFailure } from './format-failure.ts'
import { type Body, type Encoding, inflateWhole } from './inflate.ts'
import { senderCluster } from './sender-cluster.ts'

export interface EventDelivery {
  query: EventQuery
  body: Body
  encoding: Encoding
  idempotencyKey: string | null
}

/** Ids and faults that an answer names. */
const SHOWN = 100
const RETRY_AFTER_SECONDS = 1
/**
 * What an alert without a time of its own is read with: beyond belief, which the time of receipt is not. An alert that came in
 * the very millisecond of its own time would else have another key than when it is sent again.
 */
const NO_TIME = new Date(0)

let shared: EventWriter | undefined
function writer(): EventWriter {
  shared ??= new EventWriter(config.queuedEvents)
  return shared
}

/** Takes runtime events in; answers after their commit. Events that cannot be read are told and cost only themselves. */
export async function receiveEvents(actor: TokenActor, delivery: EventDelivery): Promise<Result<ReceivedEvents>> {
  const { query, body, encoding, idempotencyKey } = delivery
  const cluster = await senderCluster(actor, 'events', query.cluster)
  if (!cluster.ok) return cluster
  const receivedAt = new Date()
  let read: FalcoEvents
  try {
    const bytes = await inflateWhole(body, encoding, { bytes: config.eventsBytes, ratio: config.inflateRatio })
    read = readFalcoEvents(bytes, NO_TIME, {
      ...DEFAULT_JSON_LIMITS,
      depth: config.jsonDepth,
      stringBytes: config.stringBytes,
      totalBytes: config.eventsBytes,
    })
  } catch (error) {
    return formatFailure(error)
  }
  const unusable = refusalOf(read)
  if (unusable) return unusable
  const clusterId = cluster.value && (cluster.value.id ?? (await ensureCluster(database(), cluster.value.name)))
  const events = read.alerts.map(({ raw, alert }): NewEvent => {
    const at = storageTime(alert.at, receivedAt, config.eventRetentionDays)
    const bytes = Buffer.from(raw)
    const id = eventId(at, query.source, clusterId, bytes)
    return { id, at, source: query.source, clusterId, tokenId: actor.id, body: bytes }
  })
  const stored = idempotencyKey === null ? await writeGrouped(events) : await writeKeyed(actor, idempotencyKey, events)
  if (stored) return stored
  tellOfEvents()
  return ok(answerOf(events, read))
}

function refusalOf({ alerts, problems }: FalcoEvents) {
  if (alerts.length > config.eventsPerRequest) {
    return err('too-large', `${alerts.length} events came in one request.`, { limit: config.eventsPerRequest })
  }
  if (alerts.length > 0) return null
  const first = problems[0]
  return first
    ? err('malformed', `No event can be read. The first: ${first.reason}.`, {
        offset: first.offset,
        index: first.index,
      })
    : err('invalid', 'The body is an empty list; send at least one event.', { offset: 0 })
}

function answerOf(events: readonly NewEvent[], { problems }: FalcoEvents): ReceivedEvents {
  const ids = events.slice(0, SHOWN).map(({ id }) => id)
  return {
    accepted: events.length,
    ids,
    statusUrl: `/api/v1/ingest/events/${ids[0]}`,
    rejected: problems.slice(0, SHOWN),
  }
}

async function writeGrouped(events: readonly NewEvent[]) {
  const written = writer().write(events)
  if (written === null) {
    return err('unavailable', 'More events wait for the database than may. Send these again shortly.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
  try {
    await written
    return null
  } catch (error) {
    return databaseAway(error)
  }
}

/** A key and its events are one commit, so these do not share the one of other requests. */
async function writeKeyed(actor: TokenActor, key: string, events: readonly NewEvent[]) {
  const hash = createHash('sha256')
  for (const { body } of events) hash.update(body).update('\n')
  const contentHash = hash.digest()
  try {
    return await withEventDays(events, () =>
      database().transaction(async (tx) => {
        if (await claimIdempotencyKey(tx, actor.id, key, contentHash)) {
          await storeEvents(tx, events)
          return null
        }
        return err('conflict', 'This Idempotency-Key came with other content before. Use a new key for new content.')
      }),
    )
  } catch (error) {
    return databaseAway(error)
  }
}

/** Nothing was acknowledged, so the sender keeps the events and may send them again. */
function databaseAway(error: unknown) {
  log.error({ err: error }, 'events could not be stored')
  return err('unavailable', 'The events could not be stored just now. Send them again shortly.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
