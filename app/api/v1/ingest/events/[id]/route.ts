import { getEvent } from '../../../../../../lib/http/ingest/get-event.ts'

export const GET = getEvent
