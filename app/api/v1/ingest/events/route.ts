import { postEvents } from '../../../../../lib/http/ingest/post-events.ts'

export const POST = postEvents
