import { config } from '../../config.ts'
import { ingestEvents } from '../../contract/ingest.ts'
import { receiveEvents } from '../../service/ingest/receive-events.ts'
import { route } from '../route.ts'
import { bodyOf, deliveryOf } from './delivery.ts'

/** Mounted in the web role and, for high rates, in the admission role. */
export const postEvents = route(ingestEvents, async ({ actor, query, request }) => {
  const delivery = deliveryOf((name) => request.headers.get(name), bodyOf(request), config.eventsBytes)
  return delivery.ok ? receiveEvents(actor, { query, ...delivery.value }) : delivery
})
