import { operation } from './operation.ts'

export const live = operation({
  id: 'live',
  method: 'GET',
  path: '/api/v1/live',
  summary: 'Tells when something changed, as server-sent events',
  tag: 'Live',
  auth: 'user',
  stream: {
    description:
      'Events `issues` and `sources`, at most one of each a second, with the time as data: read again what you show. A comment every 15 seconds keeps the connection open. The stream ends when the session does.',
    contentType: 'text/event-stream',
  },
  status: 200,
  errors: [],
})

export const liveOperations = [live]
