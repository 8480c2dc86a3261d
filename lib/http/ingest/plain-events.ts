import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '../../config.ts'
import { type EventQuery, ingestEvents, type ReceivedEvents } from '../../contract/ingest.ts'
import type { TokenActor } from '../../domain/actor.ts'
import type { Result } from '../../domain/result.ts'
import { observeRequest } from '../../observe/metrics.ts'
import { receiveEvents } from '../../service/ingest/receive-events.ts'
import { verifyToken } from '../../service/tokens/verify-token.ts'
import { parseQuery } from '../parse-request.ts'
import { problemDocument } from '../problem-response.ts'
import { refusedActor } from '../refused-actor.ts'
import { deliveryOf } from './delivery.ts'

/** Senders use a few addresses, again and again. */
const REMEMBER_QUERIES = 100
const queries = new Map<string, Result<EventQuery>>()

/**
 * The same operation as `postEvents`, on a plain Node server and without Fetch objects, which would cost as much as the
 * event itself.
 */
export async function postEventsPlain(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const startedAt = performance.now()
  const requestId = randomUUID()
  const result = await receive(incoming)
  const answer = result.ok
    ? { status: 202, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result.value) }
    : problemDocument(result.failure, requestId)
  outgoing.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
    'x-request-id': requestId,
    'cache-control': 'no-store',
    // A body that was refused halfway is not followed by another request on the same connection.
    ...(!incoming.complete && { connection: 'close' }),
  })
  outgoing.end(answer.body)
  observeRequest(ingestEvents.id, answer.status, performance.now() - startedAt)
}

async function receive(incoming: IncomingMessage): Promise<Result<ReceivedEvents>> {
  const actor = await actorOf(incoming)
  const refused = refusedActor(ingestEvents, actor)
  if (refused) return refused
  const query = queryOf(incoming.url ?? '')
  if (!query.ok) return query
  const delivery = deliveryOf((name) => incoming.headers[name]?.toString() ?? null, incoming, config.eventsBytes)
  if (!delivery.ok) return delivery
  return receiveEvents(actor as TokenActor, { query: query.value, ...delivery.value })
}

async function actorOf({ headers }: IncomingMessage): Promise<TokenActor | null> {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return token ? verifyToken(token) : null
}

function queryOf(url: string): Result<EventQuery> {
  const search = url.slice(url.indexOf('?') + 1 || url.length)
  const known = queries.get(search)
  if (known) return known
  const query = parseQuery(ingestEvents, new URLSearchParams(search)) as Result<EventQuery>
  if (queries.size >= REMEMBER_QUERIES) queries.clear()
  queries.set(search, query)
  return query
}
