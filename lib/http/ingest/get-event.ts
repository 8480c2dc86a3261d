import { getIngestedEvent } from '../../contract/ingest.ts'
import { eventStatus } from '../../service/ingest/event-status.ts'
import { route } from '../route.ts'

export const getEvent = route(getIngestedEvent, ({ actor, params }) => eventStatus(actor, params.id))
